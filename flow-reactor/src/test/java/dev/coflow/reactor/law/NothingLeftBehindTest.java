package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When runs are over, no thread of theirs works or waits, and nothing of them is kept. */
class NothingLeftBehindTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void noBodyThreadIsBusyAfterManyRuns() {
        Set<Long> before = LiveBodies.stacks().keySet();
        AtomicInteger live = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> {
            live.incrementAndGet();
            try {
                for (int i = 0; true; i++) {
                    out.emit(i);
                    out.cooperate();
                }
            } finally {
                live.decrementAndGet();
            }
        });
        Flow<Integer> tree = Flow.merge(body, Flow.<Integer>generate(out -> out.emitAll(body)), body);
        for (int i = 0; i < 300; i++) {
            Flux.from(tree).take(5).blockLast(LIMIT);
        }

        Until.isTrue(() -> live.get() == 0);
        Until.isTrue(() -> before.containsAll(LiveBodies.stacks().keySet()));
    }

    @Test
    void subscribingAndCancellingKeepsNothing() {
        int rounds = 100_000;
        AtomicInteger started = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> {
            started.incrementAndGet();
            out.await(Mono.never());
        });
        Flow<Integer> flow = Flow.merge(body, body).concatMap(x -> body);
        long before = usedMemory();
        for (int i = 0; i < rounds; i++) {
            BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription s) {
                    // cancelled before it is requested
                }
            };
            flow.subscribe(subscriber);
            subscriber.cancel();
        }

        assertThat(started).hasValue(0);
        assertThat(usedMemory() - before).isLessThan(rounds * 100L); // a run is larger than that
    }

    @Test
    void startingAndCancellingKeepsNothing() {
        int rounds = 100_000;
        AtomicInteger live = new AtomicInteger();
        Flow<byte[]> body = Flow.generate(out -> {
            live.incrementAndGet();
            try {
                byte[] large = new byte[1_000];
                out.emit(large);
                out.await(Mono.never());
            } finally {
                live.decrementAndGet();
            }
        });
        long before = usedMemory();
        for (int i = 0; i < rounds; i++) {
            Flux.from(body).next().block(LIMIT);
        }
        Until.isTrue(() -> live.get() == 0);

        assertThat(usedMemory() - before).isLessThan(rounds * 100L); // the item alone is larger than that
    }

    @Test
    void aCancelledRunIsGarbageEvenIfItsAwaitedSourceIsNot() {
        CountDownLatch waiting = Latches.one();
        CountDownLatch ended = Latches.one();
        Mono<Integer> longLived = Mono.never();
        Object[] item = {new byte[1000]};
        WeakReference<Object> reference = new WeakReference<>(item[0]);
        Disposable subscription = subscribe(longLived, item[0], waiting, ended);
        item[0] = null;
        Latches.await(waiting);
        subscription.dispose();
        Latches.await(ended);
        subscription = null;

        Until.isTrue(() -> {
            System.gc();
            return reference.get() == null;
        });
        assertThat(longLived).isNotNull();
    }

    private static Disposable subscribe(
            Mono<Integer> source, Object kept, CountDownLatch waiting, CountDownLatch ended) {
        return ReactorFlow.<Integer>mono(turn -> {
                    try {
                        waiting.countDown();
                        return turn.await(source) + kept.hashCode();
                    } finally {
                        ended.countDown();
                    }
                })
                .subscribe();
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
