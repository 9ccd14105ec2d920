package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a state machine wants of the flow's scheduler: nothing, until it gives its turn away. */
class StepsOnASchedulerTest {

    /** Executes at once what is to be executed now, and nothing later. */
    private static final class Counting implements Scheduler {
        private int hops;
        private final List<Disposable> timers = new ArrayList<>();

        @Override
        public Disposable schedule(Runnable task) {
            hops++;
            return Schedulers.immediate().schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable timer = Disposables.single();
            timers.add(timer);
            return timer;
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException();
        }
    }

    private final Counting scheduler = new Counting();

    @Test
    void itemsComeOnTheThreadThatRequestsThem() {
        Flow<Integer> flow = Source.STEPS.of(Items.upTo(3));
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toFlux(flow, scheduler));
        recorder.request(9);
        assertThat(recorder.items()).containsExactly(1, 2, 3);
        assertThat(scheduler.hops).isZero();
    }

    @Test
    void aMachineThatIsAloneHopsOnceForEachTurnItGivesAway() {
        Flow<Integer> flow = Flow.fromSteps(() -> {
            Iterator<Step<Integer>> steps = List.<Step<Integer>>of(
                            Step.cooperate(),
                            Step.emit(1),
                            Step.cooperate(),
                            Step.cooperate(),
                            Step.emit(2),
                            Step.done())
                    .iterator();
            return steps::next;
        });
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toFlux(flow, scheduler));
        recorder.request(9);
        assertThat(recorder.items()).containsExactly(1, 2);
        assertThat(scheduler.hops).isEqualTo(3);
    }

    @Test
    void aMachineThatCooperatesForEverLeavesItsThreadToOthers() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Integer> flow = Flow.fromSteps(() -> () -> over.get() ? Step.done() : Step.cooperate());
        Scheduler single = Schedulers.newSingle("single", true);
        try {
            single.schedule(() -> {
                ReactorFlow.toFlux(flow, single).doOnComplete(ended::countDown).subscribe();
                single.schedule(() -> over.set(true));
            });
            Waiting.await(ended);
        } finally {
            single.dispose();
        }
    }

    @Test
    void aCancelDisposesOfTheTimerOfAPause() {
        Flow<Integer> flow = Flow.fromSteps(() -> () -> Step.cooperate(Duration.ofHours(1)));
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toFlux(flow, scheduler));
        recorder.request(1);
        assertThat(scheduler.timers).hasSize(1).noneMatch(Disposable::isDisposed);
        recorder.cancel();
        assertThat(scheduler.timers).hasSize(1).allMatch(Disposable::isDisposed);
    }
}
