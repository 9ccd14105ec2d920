package dev.coflow.reactor.law;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/**
 * A stage, and how far it may run ahead of demand.
 *
 * @param name what a test report says
 * @param ahead how many items may be produced beyond the demand
 * @param over the stage over what is produced
 */
record DemandRow(String name, int ahead, Function<Production, Flow<?>> over) {

    /** Of many items, each asked for by one. */
    static Stream<DemandRow> manyToMany() {
        return Stream.concat(
                sources(),
                StageRow.all()
                        .map(row -> new DemandRow(
                                row.name(), row.ahead(), p -> row.over().apply(p.body()))));
    }

    private static Stream<DemandRow> sources() {
        return Stream.of(
                new DemandRow("generate", 0, Production::body),
                new DemandRow("fromSteps", 0, p -> Flow.fromSteps(() -> p::step)),
                new DemandRow("fromIterable", 0, p -> Flow.fromIterable(p.iterable())),
                new DemandRow("fromStream", 0, p -> Flow.fromStream(p::stream)),
                new DemandRow("from", 0, p -> Flow.from(Flux.<Integer>generate(sink -> sink.next(p.next())))),
                new DemandRow("threaded", 0, p -> Flow.threaded(p::iterable)),
                new DemandRow("threadedStream", 0, p -> Flow.threadedStream(p::stream)));
    }

    /** Of one item at most, or of an error. */
    static Stream<DemandRow> one() {
        int size = 10;
        return Stream.of(
                new DemandRow("task", 1, p -> Flow.task(turn -> p.next())),
                new DemandRow("task that awaits", size, p -> Flow.task(turn -> turn.awaitOptional(p.body(1)))),
                new DemandRow("fromCallable", 1, p -> Flow.fromCallable(p::next)),
                new DemandRow("reduce", size, p -> p.body(size).reduce(0, Integer::sum)),
                new DemandRow("collect", size, p -> p.body(size).collect(Collectors.toList())),
                new DemandRow("discard", size, p -> p.body(size).discard()));
    }

    /** What there is before anyone asks: a future was started by its maker, and an error is an end. */
    static Stream<DemandRow> withoutDemand() {
        return Stream.of(
                new DemandRow("fromFuture", 1, p -> Flow.fromFuture(() -> CompletableFuture.completedFuture(p.next()))),
                new DemandRow("error", 0, p -> Flow.error(new IOException())));
    }

    @Override
    public String toString() {
        return name;
    }
}
