package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Law 6 for a cancel that comes first: nothing runs. */
class CancelBeforeStartTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final Flow<Integer> body = Flow.generate(out -> runs.incrementAndGet());
    private final Flow<Integer> source = Flow.from(Flux.just(1).doOnSubscribe(s -> runs.incrementAndGet()));

    @Test
    void beforeTheFirstRequestRunsNothing() {
        AtomicReference<Subscription> subscription = new AtomicReference<>();
        subscribe(body, subscription::set);
        subscription.get().cancel();
        subscription.get().request(1);

        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.CancelTest#flowsOverABody")
    void insideOnSubscribeRunsNothing(Function<Flow<Integer>, Flow<?>> flowOver) {
        subscribe(flowOver.apply(body), Subscription::cancel);
        subscribe(flowOver.apply(body), s -> {
            s.request(1);
            s.cancel();
        });

        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("flowsThatStartOnRequest")
    void beforeTheRequestStartsNoSource(Function<Flow<Integer>, Flow<?>> flowOver) {
        List<Object> signals = subscribe(flowOver.apply(source), s -> {
            s.cancel();
            s.request(1);
        });

        assertThat(runs).hasValue(0);
        assertThat(signals).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flowsThatStartOnRequest")
    void isNotNeededToKeepABadRequestFromStartingASource(Function<Flow<Integer>, Flow<?>> flowOver) {
        for (long bad : new long[] {0, -1}) {
            List<Object> signals = subscribe(flowOver.apply(source), s -> s.request(bad));

            assertThat(runs).hasValue(0);
            assertThat(signals).as("%s", bad).allMatch(IllegalArgumentException.class::isInstance);
        }
    }

    static Stream<Function<Flow<Integer>, Flow<?>>> flowsThatStartOnRequest() {
        return Stream.of(
                f -> Flow.fromCallable(() -> f.toList().get(0)),
                f -> f.collect(Collectors.toList()),
                f -> f.reduce(0, Integer::sum));
    }

    /** Subscribes as Reactor's operators do, with this demand; what is signalled comes into the list. */
    private static List<Object> subscribe(Flow<?> flow, Consumer<Subscription> demand) {
        List<Object> signals = new CopyOnWriteArrayList<>();
        flow.subscribe(new BaseSubscriber<Object>() {
            @Override
            protected void hookOnSubscribe(Subscription s) {
                demand.accept(s);
            }

            @Override
            protected void hookOnNext(Object item) {
                signals.add(item);
            }

            @Override
            protected void hookOnError(Throwable e) {
                signals.add(e);
            }
        });
        return signals;
    }
}
