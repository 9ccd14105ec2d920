package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.CancelSignal;
import dev.coflow.Flow;
import dev.coflow.Pull;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Cancels, and resumptions, that come at any moment of a body. */
class CancelRacesTest extends Races {

    @Test
    void aCancelledBodyUnwindsOnceAndMayAwaitMeanwhile() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger unwound = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        rounds(() -> {
            int size = random.nextInt(4);
            // one that has begun and emits three is cancelled for certain: it is asked for two
            boolean begins = random.nextInt(4) == 0;
            CountDownLatch began = new CountDownLatch(begins ? 1 : 0);
            Flow<Integer> flow = Flow.generate(out -> {
                started.incrementAndGet();
                began.countDown();
                try {
                    for (int i = 0; i < size; i++) {
                        out.emit(i);
                        out.cooperate();
                        out.await(Mono.just(i).publishOn(Schedulers.parallel()));
                    }
                } catch (CancelSignal signal) {
                    unwound.incrementAndGet();
                    out.await(Mono.just(0).publishOn(Schedulers.parallel()));
                    released.incrementAndGet();
                    throw signal;
                } finally {
                    ended.incrementAndGet();
                }
            });
            Receiver<Integer> receiver = subscribe(flow);
            int pause = pause();
            all(() -> receiver.request(1 + size / 2), () -> {
                await(began);
                spin(pause);
                receiver.cancel();
            });
            assertThat(receiver.items).as(name()).isSorted().doesNotHaveDuplicates();
        });
        until("every body that was started has ended", () -> started.get() == ended.get());
        // the last of all may begin only now: it was asked for, and found its thread late
        until("every body that unwound has released", () -> unwound.get() == released.get());
        assertThat(unwound.get()).as(name()).isPositive();
    }

    @Test
    void aBodyThatReadsReleasesWheneverTheCancelComes() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        rounds(() -> {
            Flow<Integer> endless =
                    Flow.from(Flux.<Integer>generate(sink -> sink.next(1)).publishOn(Schedulers.parallel(), 4));
            CountDownLatch reads = new CountDownLatch(1);
            Receiver<Integer> receiver = subscribe(Flow.generate(out -> {
                started.incrementAndGet();
                try {
                    Pull<Integer> items = out.pull(endless, 2);
                    while (items.hasNext()) {
                        items.next();
                        reads.countDown();
                    }
                } finally {
                    released.addAndGet(out.<Integer>await(Mono.fromCallable(() -> 1)));
                }
            }));
            receiver.request(1);
            await(reads);
            spin(pause());
            receiver.cancel();
        });
        until("every body has released", () -> started.get() == released.get());
        assertThat(started.get()).as(name()).isEqualTo(ROUNDS);
    }

    @Test
    void aSiblingGoesOnWhenABodyIsResumedAfterItsEnd() {
        rounds(() -> {
            Late late = new Late();
            int pause = pause();
            Flow<Integer> first = Flow.generate(out -> {
                out.pull(late); // left open: cancelled by the end of this body
                out.emit(-1);
            });
            Receiver<Integer> receiver = subscribe(Flow.merge(first, body(20)));
            all(() -> receiver.request(Long.MAX_VALUE), () -> {
                late.subscribed();
                spin(pause);
                late.signalItemAndEnd();
            });
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).hasSize(21).contains(-1);
        });
    }
}
