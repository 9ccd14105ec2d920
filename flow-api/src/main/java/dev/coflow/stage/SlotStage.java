package dev.coflow.stage;

import dev.coflow.Slot;
import java.util.Objects;

/**
 * The same items; a place where stages can be put later.
 *
 * @param <T> the items
 * @param source the stage before
 * @param slot the name of the place
 */
public record SlotStage<T>(Stage<T> source, Slot<T> slot) implements Stage<T> {

    /** Refuses null. */
    public SlotStage {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(slot, "slot");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new SlotStage<>(sources.apply(source), slot);
    }
}
