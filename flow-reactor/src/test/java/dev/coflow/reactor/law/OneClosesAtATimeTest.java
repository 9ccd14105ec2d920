package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Law 6 where a body and its canceller meet: what is open is cancelled by one of them at a time, for two publishers may be of one source
 * that does not stand both at once, as a window and the flux of all windows.
 */
class OneClosesAtATimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CancelledBody body = new CancelledBody();
    private final AtomicInteger cancelling = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @Test
    void aBodyThatReturnsWhileItsPullsAreCancelledWaits() {
        CountDownLatch cancelBegan = Latches.one();
        CountDownLatch bodyWaitsOrHasEnded = Latches.one();
        Flow<Integer> returning = Flow.generate(out -> {
            out.pull(cancelledBy(() -> {
                cancelBegan.countDown();
                Latches.await(bodyWaitsOrHasEnded);
            }));
            out.pull(cancelledBy(() -> {}));
            body.starts();
            Latches.await(cancelBegan);
            body.ends();
        });
        Flow<Integer> next =
                Flow.generate(out -> bodyWaitsOrHasEnded.countDown()); // has a turn when the other gives its own away
        body.subscribe(Flow.merge(returning, next));
        body.awaitStart();
        body.cancel();
        body.awaitEnd();
        Until.isTrue(() -> cancels.get() == 2);

        assertThat(mostAtOnce).hasValue(1);
    }

    /** The interrupt is not for those. */
    @Test
    void aCancellerThatMeetsABodyThatClosesAPullLeavesTheOthersToIt() {
        CountDownLatch cancelReturned = Latches.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        body.subscribe(Flow.generate(out -> {
            out.pull(cancelledBy(() -> interrupted.set(Thread.currentThread().isInterrupted())));
            try {
                out.pull(cancelledBy(() -> {
                            body.starts();
                            Latches.awaitUninterruptibly(cancelReturned);
                        }))
                        .close();
            } finally {
                body.ends();
            }
        }));
        body.awaitStart();
        body.cancel();
        cancelReturned.countDown();
        body.awaitEnd();
        Until.isTrue(() -> cancels.get() == 2);

        assertThat(mostAtOnce).hasValue(1);
        assertThat(interrupted).isFalse();
    }

    /** There the body cannot wait for the canceller. */
    @Test
    void aPullThatIsClosedInsideOnNextIsCancelledAtOnce() {
        CountDownLatch cancelBegan = Latches.one();
        CountDownLatch closed = Latches.one();
        AtomicReference<Pull<?>> pull = new AtomicReference<>();
        AtomicInteger cancelsInside = new AtomicInteger();
        Flow<Integer> flow = Flow.generate(out -> {
            out.pull(cancelledBy(() -> {
                cancelBegan.countDown();
                Latches.awaitUninterruptibly(closed);
            }));
            pull.set(out.pull(cancelledBy(() -> {})));
            try {
                out.emit(1);
            } finally {
                body.ends();
            }
        });
        body.subscribe(Flux.from(flow).doOnNext(item -> {
            body.starts();
            Latches.awaitUninterruptibly(cancelBegan);
            pull.get().close();
            cancelsInside.set(cancels.get());
            closed.countDown();
        }));
        body.awaitStart();
        body.cancel();
        body.awaitEnd();

        assertThat(cancelsInside).hasValue(1);
        assertThat(cancels).hasValue(2);
    }

    @Test
    void aBodyThatCancelsItsFlowMayHaveASourceThatClosesAPull() {
        body.subscribe(Flow.generate(out -> {
            Pull<Integer> other = out.pull(cancelledBy(() -> {}));
            out.pull(Flux.never().doOnCancel(other::close));
            try {
                body.cancel();
                out.cooperate();
            } finally {
                body.ends();
            }
        }));
        body.awaitEnd();

        assertThat(cancels).hasValue(1);
    }

    @Test
    void aCancelInsideOnNextMayMeetASourceThatClosesAPull() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Flow<Integer> flow = Flow.generate(out -> {
            pullThatClosesAnother(out, seen);
            out.emit(1);
        });

        assertThat(Flux.from(flow).take(1).collectList().block(LIMIT)).containsExactly(1);
        assertThat(seen).containsExactly("other", "source");
    }

    /** The canceller cannot leave its work to a body that is suspended, for what has the turn may never end without a cancel. */
    @Test
    void aBodyThatIsSuspendedInsideASourcesCancelLetsTheCancellerIn() {
        CountDownLatch blocked = Latches.one();
        Sinks.Empty<Void> release = Sinks.empty();
        Flow<Integer> slowToEnd = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                out.awaitEnd(release.asMono());
            }
        });
        Flow<Integer> blocking = Flow.generate(out -> {
            body.starts();
            blocked.await();
        });
        body.subscribe(Flow.generate(out -> {
            Pull<Integer> slow = out.pull(slowToEnd, 1);
            slow.next();
            out.pull(blocking);
            try {
                out.pull(Flux.never().doOnCancel(slow::close)).close();
            } finally {
                body.ends();
            }
        }));
        body.awaitBlocked();
        body.cancel();
        release.tryEmitEmpty().orThrow();
        body.awaitEnd();
    }

    @Test
    void aSourceThatIsCancelledMayCloseAnotherPull() {
        List<String> seen = new ArrayList<>();
        Flow<Integer> flow = Flow.generate(out -> {
            pullThatClosesAnother(out, seen).close();
            seen.add("body");
        });

        Flux.from(flow).blockLast(LIMIT);

        assertThat(seen).containsExactly("other", "source", "body");
    }

    /** Closing it closes another pull of the body first. */
    private static Pull<?> pullThatClosesAnother(Emitter<?> out, List<String> seen) {
        Pull<?> other = out.pull(Flux.never().doOnCancel(() -> seen.add("other")));
        return out.pull(Flux.never().doOnCancel(() -> {
            other.close();
            seen.add("source");
        }));
    }

    private Flux<Integer> cancelledBy(Runnable cancel) {
        return Flux.<Integer>never().doOnCancel(() -> {
            mostAtOnce.accumulateAndGet(cancelling.incrementAndGet(), Math::max);
            cancel.run();
            cancelling.decrementAndGet();
            cancels.incrementAndGet();
        });
    }
}
