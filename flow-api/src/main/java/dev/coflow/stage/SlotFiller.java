package dev.coflow.stage;

import dev.coflow.Flow;
import dev.coflow.Slot;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts stages into every place that a slot names, and leaves the rest of a flow as it is. Places inside functions and bodies are
 * not seen: they are made while the flow runs.
 *
 * @param <F> the items that pass the slot
 */
public final class SlotFiller<F> {

    private final Slot<F> slot;
    private final Function<? super Flow<F>, Flow<F>> filling;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean filled;

    private SlotFiller(Slot<F> slot, Function<? super Flow<F>, Flow<F>> filling) {
        this.slot = slot;
        this.filling = filling;
    }

    /**
     * Fills a slot.
     *
     * @param <T> the items
     * @param <F> the items that pass the slot
     * @param stage the flow with the slot
     * @param slot the slot
     * @param filling puts stages behind what comes to the slot
     * @return the flow with these stages; the slot is behind them, and can be filled again
     * @throws IllegalArgumentException if the flow has no such slot; the message names those that it has
     */
    public static <T, F> Stage<T> fill(Stage<T> stage, Slot<F> slot, Function<? super Flow<F>, Flow<F>> filling) {
        SlotFiller<F> filler = new SlotFiller<>(slot, filling);
        Stage<T> result = filler.rewrite(stage);
        if (!filler.filled) {
            throw new IllegalArgumentException(filler.unknown());
        }
        return result;
    }

    private String unknown() {
        String name = quoted(slot);
        return "a slot of this flow is required but it has no " + name + ": it has "
                + (names.isEmpty() ? "none" : String.join(", ", names))
                + (names.contains(name) ? ", another slot of that name: share the object" : "");
    }

    private static String quoted(Slot<?> slot) {
        return '"' + slot.name() + '"';
    }

    private <T> Stage<T> rewrite(Stage<T> stage) {
        Stage<T> copy = stage.mapSources(this::rewrite);
        return copy instanceof SlotStage<T> place ? fill(place) : copy;
    }

    @SuppressWarnings("unchecked") // the same slot has the same type of items
    private <T> Stage<T> fill(SlotStage<T> place) {
        names.add(quoted(place.slot()));
        if (!place.slot().equals(slot)) {
            return place;
        }
        filled = true;
        Flow<F> before = Flow.fromStage((Stage<F>) place.source());
        Flow<F> after =
                Objects.requireNonNull(filling.apply(before), "fill: a flow is required but the filling returned null");
        return new SlotStage<>((Stage<T>) after.stage(), place.slot());
    }
}
