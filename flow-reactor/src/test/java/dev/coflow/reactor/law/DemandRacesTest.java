package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Demand that comes from two threads at once. */
class DemandRacesTest extends Races {

    @Test
    void demandFromTwoThreadsIsServedExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(40);
            int first = random.nextInt(size + 1);
            demandFromTwoThreads(body(size), size, first);
        });
    }

    @Test
    void aStateMachineThatHopsServesDemandFromTwoThreadsExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(40);
            int first = random.nextInt(size + 1);
            demandFromTwoThreads(Flow.fromSteps(() -> new Hopping(size)), size, first);
        });
    }

    @Test
    void aMergeServesDemandFromTwoThreadsExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(20);
            Flow<Integer> merged = Flow.merge(List.of(body(size), beside(size, random.nextInt(LONGEST_PAUSE))), 4);
            demandFromTwoThreads(merged, 2 * size, random.nextInt(size));
        });
    }

    private void demandFromTwoThreads(Flow<Integer> flow, int size, int first) {
        Receiver<Integer> receiver = subscribe(flow);
        int pause = pause();
        all(() -> requestOneByOne(receiver, first, pause), () -> requestOneByOne(receiver, size - first, 0));
        receiver.awaitItems(size);
        receiver.request(1); // a flow need not know its end before it is asked for more
        receiver.awaitCompletion();
        assertThat(receiver.items).as(name()).hasSize(size);
    }

    private static final class Hopping implements Steps<Integer> {
        private final int size;
        private int next;
        private boolean cooperated;

        Hopping(int size) {
            this.size = size;
        }

        @Override
        public Step<Integer> next() {
            cooperated = !cooperated;
            if (cooperated) {
                return Step.cooperate();
            }
            return next < size ? Step.emit(next++) : Step.done();
        }
    }
}
