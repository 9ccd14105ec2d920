package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Law 6 for what a body awaits and has pulled: a cancel closes it, in an order one can rely on. */
class CancelClosesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final CancelledBody body = new CancelledBody();

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    @Test
    void theAwaitedSourceBeforeTheFinallyBlock() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean cancelledBeforeFinally = new AtomicBoolean();
        body.cancelOnceStarted(Flow.generate(out -> {
            try {
                out.await(Mono.never().doOnCancel(() -> cancelled.set(true)).doOnSubscribe(s -> body.starts()));
            } finally {
                cancelledBeforeFinally.set(cancelled.get());
                body.ends();
            }
        }));

        assertThat(cancelledBeforeFinally).isTrue();
    }

    static Stream<BiFunction<Runnable, Runnable, Body<Integer>>> whatSaysThatItWasOpenedAndClosed() {
        return Stream.of(
                (opened, closed) -> out -> out.pull(
                                Flux.never().doOnSubscribe(s -> opened.run()).doOnCancel(closed))
                        .hasNext(),
                (opened, closed) -> out ->
                        out.await(Mono.never().doOnSubscribe(s -> opened.run()).doOnCancel(closed)),
                (opened, closed) -> out -> out.blocking(() -> {
                    opened.run();
                    try {
                        Latches.one().await();
                        return 1;
                    } catch (InterruptedException e) {
                        closed.run();
                        throw e;
                    }
                }));
    }

    /** A body that waits for its turn cannot do it. */
    @ParameterizedTest
    @MethodSource("whatSaysThatItWasOpenedAndClosed")
    void whatABodyHasOpenThoughAnotherHasTheTurn(BiFunction<Runnable, Runnable, Body<Integer>> opens) {
        CountDownLatch opened = Latches.one();
        CountDownLatch closed = Latches.one();
        Flow<Integer> opening = Flow.generate(opens.apply(opened::countDown, closed::countDown));
        Flow<Integer> having = Flow.generate(out -> {
            try {
                body.starts();
                Latches.awaitUninterruptibly(closed);
            } finally {
                body.ends();
            }
        });
        body.subscribe(Flow.merge(opening, having));
        Latches.await(opened); // a blocking call that has not begun on its thread never will, after a cancel
        body.awaitBlocked();
        body.cancel();
        body.awaitEnd();

        assertThat(closed.getCount()).isZero();
    }

    @Test
    void aPullOnlyAfterTheFinallyBlockOfItsBodyEvenWhenItComesMeanwhile() {
        CountDownLatch inFinally = Latches.one();
        Sinks.Empty<Void> release = Sinks.empty();
        AtomicBoolean childEnded = new AtomicBoolean();
        AtomicBoolean childEndedBeforeParentWentOn = new AtomicBoolean();
        Flow<Integer> child = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                inFinally.countDown();
                out.awaitEnd(release.asMono());
                childEnded.set(true);
            }
        });
        body.subscribe(Flow.generate(out -> {
            try {
                try (Pull<Integer> items = out.pull(child, 1)) {
                    items.next();
                }
            } finally {
                childEndedBeforeParentWentOn.set(childEnded.get());
                body.ends();
            }
        }));
        Latches.await(inFinally);
        body.cancel();
        Mono.delay(Duration.ofMillis(50)).subscribe(x -> release.tryEmitEmpty()); // the parent must not go on before
        body.awaitEnd();

        assertThat(childEndedBeforeParentWentOn).isTrue();
    }

    /** Here an operator between the two cancels, and the body that pulls goes on. */
    @Test
    void aPulledBodyBehindAnOperatorBeforeTheBodyThatPullsEnds() {
        AtomicBoolean childEnded = new AtomicBoolean();
        Flow<Integer> child = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                out.awaitEnd(Mono.delay(Duration.ofMillis(20)));
                childEnded.set(true);
            }
        });
        Flow<Integer> flow = Flow.generate(out -> out.emitAll(Flux.from(child).take(1)));

        assertThat(Flux.from(flow).collectList().block(LONG)).containsExactly(1);
        assertThat(childEnded).isTrue();
    }

    @Test
    void theOtherPullsThoughOneSourceThrowsAtIt() {
        IllegalStateException failure = new IllegalStateException("no cancel");
        Publisher<Integer> bad = s -> s.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // never emits
            }

            @Override
            public void cancel() {
                throw failure;
            }
        });
        AtomicInteger cancelled = new AtomicInteger();
        Flux<Integer> good = Flux.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        Flow<Integer> flow = Flow.generate(out -> {
            out.pull(good);
            out.pull(bad);
            out.pull(good);
            out.emit(1);
        });

        assertThat(Flux.from(flow).collectList().block(LONG)).containsExactly(1);
        assertThat(cancelled).hasValue(2);
        assertThat(dropped.all()).containsExactly(failure);
    }
}
