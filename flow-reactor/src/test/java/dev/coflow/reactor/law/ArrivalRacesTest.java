package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Items that arrive from other threads while they are read, and while nobody wants them any more. */
class ArrivalRacesTest extends Races {

    @Test
    void aReaderMissesNoArrival() {
        rounds(() -> {
            int size = random.nextInt(200);
            int prefetch = 1 + random.nextInt(5);
            Flow<Integer> source = beside(size, random.nextInt(200));
            Receiver<Integer> receiver = subscribe(Flow.generate(out -> {
                int sum = 0;
                for (int item : out.pull(source, prefetch)) {
                    sum += item;
                }
                out.emit(sum);
            }));
            receiver.request(1);
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).containsExactly(size * (size - 1) / 2);
        });
    }

    @Test
    void aMergeDeliversAllArrivalsAndEachInputsInOrder() {
        rounds(() -> {
            int size = random.nextInt(60);
            int prefetch = 1 + random.nextInt(8);
            List<Flow<Integer>> inputs = List.of(beside(size, pause()), beside(size, pause()), body(size));
            List<Flow<List<Integer>>> named = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                int name = i;
                named.add(inputs.get(i).map(item -> List.of(name, item)));
            }
            Receiver<List<Integer>> receiver = subscribe(Flow.merge(named, prefetch));
            all(() -> requestOneByOne(receiver, size, pause()), () -> requestOneByOne(receiver, 2 * size + 1, 0));
            receiver.awaitCompletion();
            for (int i = 0; i < inputs.size(); i++) {
                int name = i;
                assertThat(receiver.items.stream()
                                .filter(item -> item.get(0) == name)
                                .map(item -> item.get(1)))
                        .as(name())
                        .containsExactlyElementsOf(
                                IntStream.range(0, size).boxed().toList());
            }
        });
    }

    @Test
    void turnsThatTwoThreadsAskForAreServedOneAtATime() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            int[] unguarded = {0};
            AtomicBoolean inside = new AtomicBoolean();
            AtomicBoolean together = new AtomicBoolean();
            int pause = random.nextInt(100);
            List<Flow<Integer>> inputs = List.of(beside(size, 0), beside(size, 0), body(size)).stream()
                    .map(input -> input.map(item -> {
                        together.compareAndSet(false, !inside.compareAndSet(false, true));
                        int seen = unguarded[0];
                        spin(pause);
                        unguarded[0] = seen + 1;
                        inside.set(false);
                        return item;
                    }))
                    .toList();
            Receiver<Integer> receiver = subscribe(Flow.merge(inputs));
            receiver.request(Long.MAX_VALUE);
            receiver.awaitCompletion();
            assertThat(together).as(name()).isFalse();
            assertThat(unguarded[0]).as(name()).isEqualTo(3 * size);
        });
    }

    @Test
    void whatArrivesWhileAPullIsClosedIsReadOrDiscarded() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            int reads = random.nextInt(size);
            AtomicInteger accounted = new AtomicInteger();
            Careless source = new Careless(size, pause());
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.<Integer>flux(out -> {
                        try (Pull<Integer> items = out.pull(source)) {
                            for (int i = 0; i < reads; i++) {
                                items.next();
                                accounted.incrementAndGet();
                            }
                        }
                        out.emit(reads);
                    })
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1);
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).containsExactly(reads);
            until(name() + ": every item is read or discarded", () -> accounted.get() == size);
        });
    }

    @Test
    void whatArrivesWhileAMergeIsCancelledIsDeliveredOrDiscarded() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            AtomicInteger accounted = new AtomicInteger();
            Careless source = new Careless(size, pause());
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.toFlux(Flow.<Integer>merge(source, Flux.never()))
                    .doOnNext(item -> accounted.incrementAndGet())
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1 + random.nextInt(size));
            receiver.awaitItems(1);
            spin(pause());
            receiver.cancel();
            until(name() + ": every item is delivered or discarded", () -> accounted.get() == size);
        });
    }

    @Test
    void whatArrivesWhileAnAwaitIsCancelledIsTakenOrDiscardedOnce() {
        AtomicInteger accounted = new AtomicInteger();
        rounds(() -> {
            Late late = new Late();
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.<Integer>flux(out -> {
                        out.await(late);
                        accounted.incrementAndGet();
                    })
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1);
            late.subscribed();
            int pause = pause();
            all(late::signalItemAndEnd, () -> {
                spin(pause);
                receiver.cancel();
            });
            until(name() + ": the value is taken or discarded", () -> accounted.get() > round());
        });
        assertThat(accounted).hasValue(ROUNDS);
    }

    @Test
    void anItemThatAStepPutsOffIsDeliveredOrDiscardedOnce() {
        AtomicInteger accounted = new AtomicInteger();
        rounds(() -> {
            int offers = 1 + random.nextInt(40);
            CountDownLatch offered = new CountDownLatch(1);
            Flow<Integer> flow = Flow.of(1).stepWith(() -> {
                int[] left = {offers};
                return item -> {
                    offered.countDown();
                    return left[0]-- == 0 ? Step.emit(item) : Step.cooperate();
                };
            });
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.toFlux(flow)
                    .doOnNext(item -> accounted.incrementAndGet())
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1);
            await(offered);
            spin(pause());
            receiver.cancel();
            until(name() + ": the item is delivered or discarded", () -> accounted.get() > round());
        });
        assertThat(accounted).hasValue(ROUNDS);
    }
}
