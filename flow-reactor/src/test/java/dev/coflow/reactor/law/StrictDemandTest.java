package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.stage.Stage;
import dev.coflow.stage.StageVisitor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Law 4: items produced never exceed demand plus prefetch, whatever the stage and however the demand comes. */
class StrictDemandTest {

    @Test
    void everyKindOfStageHasARow() {
        Set<Class<?>> rows = Stream.of(DemandRow.manyToMany(), DemandRow.one(), DemandRow.withoutDemand())
                .flatMap(some -> some)
                .map(row -> row.over().apply(new Production()).stage().getClass())
                .collect(Collectors.toSet());
        Set<Class<?>> kinds = Arrays.stream(StageVisitor.class.getMethods())
                .map(visit -> visit.getParameterTypes()[0])
                .filter(Stage.class::isAssignableFrom)
                .collect(Collectors.toSet());

        assertThat(kinds).hasSizeGreaterThan(20);
        assertThat(rows).isEqualTo(kinds);
    }

    static Stream<DemandRow> all() {
        return Stream.concat(DemandRow.manyToMany(), DemandRow.one());
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsProducedBeforeTheFirstRequest(DemandRow row) {
        Production production = new Production();
        DemandPattern.Receiver receiver = subscribe(row, DemandPattern.ONE_BY_ONE, production);
        awaitQuiet(production::produced);
        assertThat(production.produced()).isZero();

        receiver.ask(1);
        Until.isTrue(() -> production.produced() > 0);
        receiver.cancel();
    }

    static Stream<Arguments> manyToManyByPattern() {
        return DemandRow.manyToMany()
                .flatMap(row -> Arrays.stream(DemandPattern.values()).map(pattern -> Arguments.of(row, pattern)));
    }

    @ParameterizedTest(name = "{0}, asked {1}")
    @MethodSource("manyToManyByPattern")
    void itemsNeverExceedDemandAndPrefetch(DemandRow row, DemandPattern pattern) {
        Production production = new Production();
        DemandPattern.Receiver receiver = subscribe(row, pattern, production);
        pattern.ask(receiver);
        receiver.awaitItems(DemandPattern.TOTAL);
        awaitQuiet(production::produced);
        receiver.cancel();

        assertThat(receiver.items).hasValue(DemandPattern.TOTAL);
        assertThat(production.excess()).isZero();
        assertThat(production.produced()).isLessThanOrEqualTo(DemandPattern.TOTAL + row.ahead());
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.DemandRow#one")
    void oneItemNeedsNoMoreThanOneRequest(DemandRow row) {
        Production production = new Production();
        DemandPattern.Receiver receiver = subscribe(row, DemandPattern.ONE_BY_ONE, production);
        receiver.ask(1);
        Until.isTrue(receiver::isDisposed);

        assertThat(receiver.items.get()).isLessThanOrEqualTo(1);
        assertThat(production.excess()).isZero();
    }

    /** It does not give its turn away, so what it emits must not wait for one. */
    @Test
    void aBodyWithDemandWithoutBoundDoesNotRunAheadOfForeignOperatorsInItsFlow() {
        AtomicInteger ahead = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < 10_000; i++) { // endless but for a failing test
                most.accumulateAndGet(ahead.incrementAndGet(), Math::max);
                out.emit(i);
            }
        });
        Flow<Integer> flow = Flow.of(1)
                .concatMap(x -> body.transform(f -> Flux.from(f).map(y -> y)))
                .map(y -> y);
        Integer last =
                Flux.from(flow).doOnNext(x -> ahead.decrementAndGet()).take(100).blockLast(Duration.ofSeconds(20));

        assertThat(last).isEqualTo(99);
        assertThat(most).hasValue(1);
    }

    private static DemandPattern.Receiver subscribe(DemandRow row, DemandPattern pattern, Production production) {
        DemandPattern.Receiver receiver = pattern.receiver(production, row.ahead());
        row.over().apply(production).subscribe(receiver);
        return receiver;
    }

    /** Whoever runs ahead is given the time to. */
    private static void awaitQuiet(IntSupplier counter) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(5))
                .pollInterval(Duration.ofMillis(5))
                .until(new Callable<>() {
                    private int last = -1;

                    @Override
                    public Boolean call() {
                        int now = counter.getAsInt();
                        boolean quiet = now == last;
                        last = now;
                        return quiet;
                    }
                });
    }
}
