package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** A call of a body that blocks, on a thread of the pool. */
class BlockingTest {

    private static final String KEY = "dev.coflow.BlockingTest";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch unwound = new CountDownLatch(1);

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
        Schedulers.resetOnScheduleHook(KEY);
    }

    private void awaitCancelUninterruptibly() {
        while (cancelled.getCount() > 0) {
            try {
                Waiting.await(cancelled);
            } catch (InterruptedException e) {
                // by the cancel
            }
        }
    }

    @Test
    void anErrorThatComesInSpiteOfACancelGoesToTheHook() throws InterruptedException {
        IllegalStateException error = new IllegalStateException("late");
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        Recorder<Integer> recorder = Recorder.subscribe(Flow.task(turn -> turn.blocking(() -> {
            begun.countDown();
            awaitCancelUninterruptibly();
            throw error;
        })));
        recorder.request(1);
        Waiting.await(begun);
        recorder.cancel();
        cancelled.countDown();
        Waiting.until(() -> !dropped.isEmpty());
        assertThat(dropped).containsExactly(error);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void whatWaitsForAThreadOfThePoolDoesNotBeginAfterACancel() throws InterruptedException {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch served = new CountDownLatch(1);
        Schedulers.onScheduleHook(KEY, task -> () -> {
            begun.countDown();
            awaitCancelUninterruptibly();
            task.run();
            served.countDown();
        });
        Recorder<Boolean> recorder = Recorder.subscribe(Flow.task(turn -> {
            try {
                return turn.blocking(() -> ran.getAndSet(true));
            } finally {
                unwound.countDown();
            }
        }));
        recorder.request(1);
        Waiting.await(begun);
        recorder.cancel();
        Waiting.await(unwound); // nobody waits for what has not begun
        cancelled.countDown();
        Waiting.await(served);
        assertThat(ran).isFalse();
    }
}
