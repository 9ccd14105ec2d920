package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.FlowDeferred;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Law 1: nothing runs until subscribed; every subscription is an independent run with a fresh body. */
class NothingRunsUntilSubscribedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Flows that count each piece of user code they run. */
    private record Counted(String name, Function<AtomicInteger, Flow<?>> flow) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Counted> flows() {
        return Stream.of(
                new Counted("generate", n -> Flow.generate(out -> out.emit(n.incrementAndGet()))),
                new Counted("task", n -> Flow.task(turn -> n.incrementAndGet())),
                new Counted("run", n -> Flow.run(turn -> n.incrementAndGet())),
                new Counted(
                        "fromSteps",
                        n -> Flow.fromSteps(() -> {
                            n.incrementAndGet();
                            return Step::done;
                        })),
                new Counted(
                        "fromIterable",
                        n -> Flow.fromIterable(() -> {
                            n.incrementAndGet();
                            return List.of(1).iterator();
                        })),
                new Counted("fromStream", n -> Flow.fromStream(() -> Stream.of(n.incrementAndGet()))),
                new Counted(
                        "fromFuture",
                        n -> Flow.fromFuture(() -> CompletableFuture.completedFuture(n.incrementAndGet()))),
                new Counted("fromCallable", n -> Flow.fromCallable(n::incrementAndGet)),
                new Counted("from", n -> Flow.from(Mono.fromCallable(n::incrementAndGet))),
                new Counted("threaded", n -> Flow.threaded(() -> List.of(n.incrementAndGet()))),
                new Counted("threadedStream", n -> Flow.threadedStream(() -> Stream.of(n.incrementAndGet()))),
                new Counted(
                        "error",
                        n -> Flow.error(() -> new IllegalStateException("" + n.incrementAndGet()))
                                .trap(IllegalStateException.class, e -> 1)),
                new Counted("map", n -> Flow.of(1).map(x -> n.incrementAndGet())),
                new Counted("filter", n -> Flow.of(1).filter(x -> n.incrementAndGet() > 0)),
                new Counted("concatMap", n -> Flow.of(1).concatMap(x -> Flow.of(n.incrementAndGet()))),
                new Counted("concatMapIterable", n -> Flow.of(1).concatMapIterable(x -> List.of(n.incrementAndGet()))),
                new Counted("reduceWith", n -> Flow.of(1).reduceWith(n::incrementAndGet, Integer::sum)),
                new Counted(
                        "collect",
                        n -> Flow.of(1).collect(Collectors.counting()).map(x -> n.incrementAndGet())),
                new Counted(
                        "transform",
                        n -> Flow.of(1).transform(f -> {
                            n.incrementAndGet();
                            return f;
                        })),
                new Counted("merge", n -> Flow.merge(Flow.<Integer>generate(out -> n.incrementAndGet()), Flow.of(1))),
                new Counted("zip", n -> Flow.zip(Flow.of(1), Flow.of(2), (a, b) -> n.incrementAndGet())));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void runsOncePerSubscription(Counted counted) {
        AtomicInteger runs = new AtomicInteger();
        Flow<?> flow = counted.flow.apply(runs);
        Flux<?> flux = ReactorFlow.toFlux(flow);
        assertThat(flow).asString().startsWith("Flow[");
        assertThat(runs).as("assembled").hasValue(0);

        Flux.from(flow).blockLast(LIMIT);
        assertThat(runs).as("subscribed once").hasValue(1);
        flux.blockLast(LIMIT);
        flow.as(ReactorFlow::toFlux).blockLast(LIMIT);
        assertThat(runs).as("subscribed three times").hasValue(3);
    }

    @Test
    void everySubscriptionHasStateOfItsOwn() {
        Flow<Integer> counter = Flow.generate(out -> {
            int n = 0;
            while (true) {
                out.emit(n++);
            }
        });

        assertThat(Flux.from(counter).take(3).collectList().block(LIMIT)).containsExactly(0, 1, 2);
        assertThat(Flux.from(counter)
                        .take(3)
                        .zipWith(Flux.from(counter))
                        .collectList()
                        .block(LIMIT))
                .allMatch(pair -> pair.getT1().equals(pair.getT2()))
                .hasSize(3);
    }

    @Test
    void aPullSubscribesWhenItIsCalled() {
        AtomicInteger runs = new AtomicInteger();
        Flow<Integer> child = Flow.generate(out -> out.emit(runs.incrementAndGet()));
        Flow<Integer> parent = Flow.generate(out -> {
            var first = out.pull(child);
            var second = out.pull(child);
            out.emit(first.next() + second.next());
        });

        assertThat(Flux.from(parent).blockLast(LIMIT)).isEqualTo(3);
    }

    @Test
    void onlyADeferredStartsByItself() {
        AtomicInteger runs = new AtomicInteger();
        FlowDeferred<List<Integer>> deferred =
                FlowDeferred.collect(Flow.generate(out -> out.emit(runs.incrementAndGet())));

        assertThat(deferred.block(LIMIT)).containsExactly(1);
        assertThat(deferred.block(LIMIT)).containsExactly(1);
        assertThat(runs).hasValue(1);
    }
}
