package dev.coflow.reactor.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The entries between a source and the next queue downstream. What a body emits passes those of its own chain at once; any other entry
 * it may reach on the way waits for a turn.
 */
record Chain(List<Object> entries) {

    static final Chain EMPTY = new Chain(List.of());

    Chain with(Object entry) {
        return new Chain(Stream.concat(entries.stream(), Stream.of(entry)).toList());
    }

    boolean has(Object entry) {
        return entries.stream().anyMatch(other -> other == entry);
    }
}
