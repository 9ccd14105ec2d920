package dev.coflow;

import java.util.Objects;

/**
 * A named place in a flow where stages can be put later: {@link Flow#slot} marks it, {@link Flow#fill} fills it. Two slots are the
 * same only if they are the same object; the name is for messages.
 *
 * <pre>{@code
 * static final Slot<Row> VISIBLE_ROWS = Slot.named("visible rows");
 * report.slot(VISIBLE_ROWS) ...
 * report.fill(VISIBLE_ROWS, rows -> rows.filter(allowedFor(user)))
 * }</pre>
 *
 * <p>Source: the wish of March 2003 for stages that are added depending on the user.
 *
 * @param <T> the items that pass it
 */
public final class Slot<T> {

    private final String name;

    private Slot(String name) {
        this.name = name;
    }

    /**
     * A new slot.
     *
     * @param <T> the items that pass it
     * @param name what messages call it
     * @return the slot
     */
    public static <T> Slot<T> named(String name) {
        return new Slot<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * What messages call it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "Slot[" + name + "]";
    }
}
