package dev.coflow.reactor.acceptance;

import static dev.coflow.reactor.acceptance.Original.C;
import static dev.coflow.reactor.acceptance.Original.LIMIT;
import static dev.coflow.reactor.acceptance.Original.countdown;
import static dev.coflow.reactor.acceptance.Original.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.FlowDeferred;
import dev.coflow.reactor.acceptance.Original.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** The programs of the how-to, and what they printed. */
class HowToTest {

    private static final Flow<Object> RIGHT = gen("one", "two", C, "three");
    private static final Flow<Object> LEFT = gen(1, 2, 3);

    private final List<Object> printed = Collections.synchronizedList(new ArrayList<>());

    // Iterators with state

    @Test
    void aCounterCountsDown() {
        assertThat(countdown(3).toList()).containsExactly(3, 2, 1);
    }

    @Test
    void aStateMachineNamesItsStates() {
        final class States implements Steps<String> {
            private String state = "one";

            @Override
            public Step<String> next() {
                String now = state;
                state = now.equals("one") ? "two" : "end";
                return now.equals("end") ? Step.done() : Step.emit(now);
            }
        }
        assertThat(Flow.fromSteps(States::new).toList()).containsExactly("one", "two");
    }

    @Test
    void aConsumerInAChainDropsTwo() {
        assertThat(countdown(3).filter(x -> x != 2).toList()).containsExactly(3, 1);
    }

    @Test
    void aConsumerPullsFromAProducerAndDropsTwo() {
        Flow<Integer> consumer = Flow.generate(out -> {
            for (int x : out.pull(countdown(3))) {
                if (x != 2) {
                    out.emit(x);
                }
            }
        });
        assertThat(consumer.toList()).containsExactly(3, 1);
    }

    // Errors

    @Test
    void anExpectedErrorIsTrapped() {
        Flow<Object> producer = gen(1, 2, new IOException("trap"));
        assertThat(producer.trap(IOException.class, e -> "trapped").toList()).containsExactly(1, 2, "trapped");
    }

    @Test
    void anExpectedErrorIsTrappedByTheBodyThatPulls() {
        Flow<Object> producer = gen(1, 2, new IOException("trap"));
        Flow<Object> consumer = Flow.generate(out -> {
            try (Pull<Object> items = out.pull(producer, IOException.class)) {
                for (Object item : items) {
                    out.emit(item);
                }
            } catch (IOException e) {
                out.emit("trapped");
            }
        });
        assertThat(consumer.toList()).containsExactly(1, 2, "trapped");
    }

    @Test
    void anErrorThatIsNotTrappedIsCaughtAroundThePull() {
        Flow<Object> producer = Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            throw new AssertionError("notrap");
        });
        Flow<Object> consumer = Flow.generate(out -> {
            try {
                for (Object item : out.pull(producer.trap(IOException.class, e -> "trapped"))) {
                    out.emit(item);
                }
            } catch (AssertionError e) {
                out.emit(e.getMessage());
            }
        });
        assertThat(consumer.toList()).containsExactly(1, 2, "notrap");
    }

    // Cooperate

    @Test
    void aDelayIsWaitedFor() {
        StepVerifier.withVirtualTime(() -> gen("immediate", Duration.ofSeconds(2), "delayed"))
                .expectNext("immediate")
                .expectNoEvent(Duration.ofMillis(1999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("delayed")
                .expectComplete()
                .verify(LIMIT);
    }

    // Joins

    @Test
    void zipTakesOneOfEach() {
        assertThat(Flow.zip(RIGHT, LEFT, Pair::new).toList()).asString().isEqualTo("[(one,1), (two,2), (three,3)]");
    }

    @Test
    void mergeTakesWhatIsReady() {
        assertThat(Flow.merge(RIGHT, LEFT).toList()).containsExactly("one", 1, "two", 2, 3, "three");
    }

    // Requests

    private Flow<Object> request(String name) {
        return Flow.generate(out -> {
            printed.add(name + " One");
            out.cooperate();
            printed.add(name + " Two");
        });
    }

    @Test
    void mergedRequestsTakeTurns() {
        assertThat(Flow.merge(request("James"), request("Wendy")).toList()).isEmpty();
        assertThat(printed).containsExactly("James One", "Wendy One", "James Two", "Wendy Two");
    }

    @Test
    void deferredRequestsAreRunsOfTheirOwn() {
        FlowDeferred<List<Object>> james = FlowDeferred.collect(request("James"));
        FlowDeferred<List<Object>> wendy = FlowDeferred.collect(request("Wendy"));
        StepVerifier.create(Mono.when(james, wendy)).expectComplete().verify(LIMIT);
        assertThat(printed).containsSubsequence("James One", "James Two");
        assertThat(printed).containsSubsequence("Wendy One", "Wendy Two");
        assertThat(printed).hasSize(4);
    }

    // Threads

    /** Gives its next number when it is permitted to, and blocks its thread until then. */
    private static Iterator<Integer> blocking(Semaphore permits, Runnable onEach) {
        return new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                return last < 5;
            }

            @Override
            public Integer next() {
                try {
                    assertThat(permits.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                onEach.run();
                return ++last;
            }
        };
    }

    @Test
    void aBlockedThreadDoesNotHoldUpACooperativeBody() {
        Semaphore permits = new Semaphore(0);
        Flow<Integer> threaded = Flow.threaded(() -> () -> blocking(permits, () -> {}));
        Flow<Integer> cooperative = Flow.generate(out -> {
            for (int i = 1; i <= 5; i++) {
                out.cooperate(Duration.ofMillis(1));
                out.emit(-i);
            }
            permits.release(5);
        });
        assertThat(Flow.merge(threaded, cooperative).toList())
                .containsSubsequence(-1, -2, -3, -4, -5)
                .containsSubsequence(1, 2, 3, 4, 5)
                .startsWith(-1, -2)
                .hasSize(10);
    }

    @Test
    void aCooperativeBodyDoesNotHoldUpABlockedThread() {
        Sinks.Empty<Integer> threadIsDone = Sinks.empty();
        Semaphore permits = new Semaphore(5);
        Runnable onEach = () -> {
            if (permits.availablePermits() == 0) {
                threadIsDone.tryEmitEmpty();
            }
        };
        Flow<Integer> threaded = Flow.threaded(() -> () -> blocking(permits, onEach));
        Flow<Integer> cooperative = Flow.generate(out -> {
            out.awaitEnd(threadIsDone.asMono());
            for (int i = 1; i <= 5; i++) {
                out.emit(-i);
            }
        });
        assertThat(Flow.merge(threaded, cooperative).toList())
                .containsSubsequence(1, 2, 3, 4, 5)
                .containsSubsequence(-1, -2, -3, -4, -5)
                .hasSize(10);
    }

    // Rows

    @Test
    void aConsumerOfRowsThatEmitsNothingCompletesWithAnEmptyList() {
        Flow<String> rows = Flow.threaded(() -> List.of("one", "two", "three"));
        Flow<Object> consumer = Flow.generate(out -> {
            for (String row : out.pull(rows)) {
                printed.add(row);
            }
        });
        assertThat(FlowDeferred.collect(consumer).block(LIMIT)).isEmpty();
        assertThat(printed).containsExactly("one", "two", "three");
    }
}
