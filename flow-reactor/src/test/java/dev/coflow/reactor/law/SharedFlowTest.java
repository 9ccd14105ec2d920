package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A flow behind a sharing operator belongs to none of the runs that read it, whoever comes first: none hangs. */
class SharedFlowTest {

    private static final int ROUNDS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Ways to share a flux so that two readers see all of it. */
    private record Sharing(String name, UnaryOperator<Flux<Integer>> share) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sharing> sharings() {
        return Stream.of(
                new Sharing("cache", Flux::cache),
                new Sharing("cache of 16", f -> f.cache(16)),
                new Sharing("replay", f -> f.replay().refCount(1)),
                new Sharing("replay of two", f -> f.replay().refCount(2)),
                new Sharing("publish of two", f -> f.publish().refCount(2)),
                new Sharing("publish, small", f -> f.publish(1).refCount(2)),
                new Sharing("autoConnect of two", f -> f.publish().autoConnect(2)));
    }

    @ParameterizedTest
    @MethodSource("sharings")
    void servesTwoRuns(Sharing sharing) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> shared = sharing.share().apply(Flux.from(numbers()));
            List<Integer> first = Flux.zip(summing(shared), summing(shared), Integer::sum)
                    .collectList()
                    .block(LIMIT);

            assertThat(first).containsExactly(30);
        }
    }

    @ParameterizedTest
    @MethodSource("sharings")
    void servesTwoInputsOfOneRun(Sharing sharing) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> shared = sharing.share().apply(Flux.from(numbers()));
            Long count = Flux.from(Flow.merge(shared, Flow.from(shared).map(x -> x)))
                    .count()
                    .block(LIMIT);

            assertThat(count).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @MethodSource("sharings")
    void servesRunsOnDifferentThreads(Sharing sharing) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> shared = sharing.share().apply(Flux.from(numbers()));
            Flux<Integer> elsewhere = Flux.from(summing(shared)).subscribeOn(Schedulers.boundedElastic());
            List<Integer> sums = Flux.merge(elsewhere, elsewhere).collectList().block(LIMIT);

            assertThat(sums).hasSize(2);
            if (!sharing.name().contains("publish") && !sharing.name().contains("auto")) {
                assertThat(sums).containsOnly(15);
            }
        }
    }

    @Test
    void shareEndsForEachReader() {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> shared = Flux.from(numbers()).share();
            Long count = Flux.merge(summing(shared), summing(shared)).count().block(LIMIT);

            assertThat(count).isEqualTo(2);
        }
    }

    @Test
    void aReaderThatLeavesDoesNotStopTheOther() {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> shared = Flux.from(numbers()).replay().refCount(2);
            Flow<Integer> leaving = Flow.task(turn -> {
                try (var items = turn.pull(shared, 1)) {
                    return items.next();
                }
            });

            assertThat(Flux.zip(leaving, summing(shared), Integer::sum).blockLast(LIMIT))
                    .isEqualTo(16);
        }
    }

    @Test
    void aSharedFlowWithoutARunDoesNotWaitForThatOfItsFirstReader() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        Flux<Integer> shared = Flux.from(Flow.from(sink.asFlux()).map(x -> x)).share();
        CountDownLatch started = Latches.one();
        CountDownLatch released = Latches.one();
        Flow<Integer> holder = Flow.generate(out -> {
            started.countDown();
            Latches.await(released);
        });
        List<Integer> seen = new ArrayList<>();

        Disposable first = Flux.from(Flow.merge(shared, holder)).subscribe();
        Latches.await(started);
        Disposable second = shared.subscribe(seen::add);
        sink.tryEmitNext(1).orThrow();
        List<Integer> seenMeanwhile = List.copyOf(seen);
        released.countDown();
        first.dispose();
        second.dispose();

        assertThat(seenMeanwhile).containsExactly(1);
    }

    @Test
    void aCachedMonoRunsOnce() {
        AtomicInteger runs = new AtomicInteger();
        for (int round = 1; round <= ROUNDS; round++) {
            Mono<Integer> cached = ReactorFlow.<Integer>mono(turn -> {
                        runs.incrementAndGet();
                        turn.cooperate();
                        return turn.await(Mono.just(5).publishOn(Schedulers.parallel()));
                    })
                    .cache();
            Flow<Integer> reader = Flow.task(turn -> turn.await(cached));
            Flow<Integer> both = Flow.zip(reader, reader, Integer::sum);

            assertThat(Flux.from(both).blockLast(LIMIT)).isEqualTo(10);
            assertThat(Flux.from(reader).blockLast(LIMIT)).isEqualTo(5);
            assertThat(runs).hasValue(round);
        }
    }

    private static Flow<Integer> numbers() {
        return Flow.generate(out -> {
            for (int i = 1; i <= 5; i++) {
                out.cooperate();
                out.emit(i);
            }
        });
    }

    private static Flow<Integer> summing(Flux<Integer> shared) {
        return Flow.task(turn -> {
            int sum = 0;
            for (int x : turn.pull(shared, 2)) {
                sum += x;
                turn.cooperate();
            }
            return sum;
        });
    }
}
