package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.CancelSignal;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Law 6: cancel reaches the body, wherever it is, and its {@code finally} runs once. */
class CancelTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final CancelledBody body = new CancelledBody();
    private final AtomicInteger finallys = new AtomicInteger();

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#suspended")
    void reachesABodySuspendedIn(Place place) {
        endsOnceIn(place, body::awaitStart);
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#blocked")
    void reachesABodyBlockedIn(Place place) {
        endsOnceIn(place, body::awaitBlocked);
    }

    private void endsOnceIn(Place place, Runnable awaitIt) {
        AtomicBoolean swallowed = new AtomicBoolean();
        List<Integer> released = new CopyOnWriteArrayList<>();
        body.subscribe(Flow.generate(out -> {
            try {
                body.starts();
                place.stay().run(out);
                swallowed.set(true);
            } finally {
                finallys.incrementAndGet();
                try {
                    release(out, released);
                } finally {
                    body.ends();
                }
            }
        }));
        awaitIt.run();
        body.cancel();
        body.cancel();
        body.awaitEnd();

        assertThat(released).containsExactly(1, 2, 3);
        assertThat(swallowed).isFalse();
        assertThat(finallys).hasValue(1);
        assertThat(dropped.all()).isEmpty();
    }

    /** All that a {@code finally} block may call. */
    private static void release(Emitter<Integer> out, List<Integer> released) throws Exception {
        released.add(out.await(Mono.just(1).delayElement(Duration.ofMillis(1))));
        released.add(out.blocking(() -> 2));
        released.add(out.pull(Flow.<Integer>generate(in -> in.emit(3))).next());
        out.cooperate();
        out.cooperate(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#suspended")
    void withASignalThatCatchExceptionDoesNotSwallow(Place place) {
        List<Throwable> caught = new CopyOnWriteArrayList<>();
        body.cancelOnceStarted(Flow.generate(out -> {
            body.starts();
            try {
                place.stay().run(out);
            } catch (Exception e) {
                caught.add(e);
            } catch (CancelSignal e) {
                finallys.incrementAndGet();
                throw e;
            } finally {
                body.ends();
            }
        }));

        assertThat(caught).isEmpty();
        assertThat(finallys).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("flowsOverABody")
    void throughEveryStage(Function<Flow<Integer>, Flow<?>> flowOver) {
        AtomicInteger live = new AtomicInteger();
        Flow<Integer> waiting = Flow.generate(out -> {
            live.incrementAndGet();
            try {
                body.starts();
                out.await(Mono.never());
            } finally {
                live.decrementAndGet();
            }
        });
        Disposable subscription = Flux.from(flowOver.apply(waiting)).subscribe();
        body.awaitStart();
        subscription.dispose();

        Until.isTrue(() -> live.get() == 0);
        assertThat(dropped.all()).isEmpty();
    }

    static Stream<Function<Flow<Integer>, Flow<?>>> flowsOverABody() {
        return Stream.of(
                f -> f,
                f -> f.map(x -> x),
                f -> f.reduce(0, Integer::sum),
                f -> f.concatMap(x -> f),
                f -> Flow.merge(f, f),
                f -> Flow.zip(f, f, Integer::sum),
                f -> Flow.generate(out -> out.emitAll(f)));
    }

    @Test
    void insideOnNextEndsTheBodyAfterIt() {
        List<Integer> items = new CopyOnWriteArrayList<>();
        AtomicBoolean emitReturned = new AtomicBoolean();
        Flux.from(Flow.<Integer>generate(out -> {
                    try {
                        out.emit(1);
                        emitReturned.set(true);
                        out.emit(2);
                    } finally {
                        finallys.incrementAndGet();
                        body.ends();
                    }
                }))
                .doOnNext(items::add)
                .take(1)
                .blockLast(LONG);
        body.awaitEnd();

        assertThat(items).containsExactly(1);
        assertThat(emitReturned).isFalse();
        assertThat(finallys).hasValue(1);
    }

    @Test
    void leavesAFailureOfTheFinallyBlockToTheHook() {
        goesToTheHook(new IllegalStateException("cleanup"));
    }

    @Test
    void leavesAFailureWithACycleOfCausesToTheHook() {
        IllegalStateException failure = new IllegalStateException("cleanup");
        IllegalStateException cause = new IllegalStateException("its cause and its effect");
        failure.initCause(cause);
        cause.initCause(failure);
        goesToTheHook(failure);
    }

    private void goesToTheHook(RuntimeException failure) {
        body.subscribe(Flow.generate(out -> {
            try {
                body.starts();
                out.await(Mono.never());
            } finally {
                fail(failure);
            }
        }));
        body.awaitStart();
        body.cancel();

        Until.isTrue(() -> !dropped.all().isEmpty());
        assertThat(dropped.all()).containsExactly(failure);
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }
}
