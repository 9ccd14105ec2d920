package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** An iterable that blocks. */
class ThreadedTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.threaded(() -> items);
    }

    /** Alone it lowers to Reactor's own operators, with a body it is part of a run. */
    private static <T> Flow<T> placed(Flow<T> flow, boolean inARun) {
        return inARun ? Flow.generate(out -> out.emitAll(flow)) : flow;
    }

    // Values

    @Test
    void iteratesOnAThreadForBlockingWork() {
        AtomicReference<String> thread = new AtomicReference<>();
        Flow<Integer> flow = Flow.threaded(() -> {
            thread.set(Thread.currentThread().getName());
            return Items.upTo(1);
        });
        assertThat(flow.toList()).containsExactly(1);
        assertThat(thread.get()).startsWith("boundedElastic");
    }

    @Test
    void aBlockedIterableDoesNotHoldTheTurn() {
        CountDownLatch siblingIsDone = new CountDownLatch(1);
        Flow<String> blocked = Flow.threaded(() -> {
                    Waiting.await(siblingIsDone);
                    return Items.upTo(1);
                })
                .map(x -> "threaded");
        Flow<String> sibling = Flow.generate(out -> {
            out.emit("body");
            out.cooperate();
            siblingIsDone.countDown();
        });
        assertThat(Flow.merge(blocked, sibling).toList()).containsExactly("body", "threaded");
    }

    // Error

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIteratorThatCannotBeMadeIsAnError(boolean inARun) {
        IOException error = new IOException("iterator");
        Iterable<Integer> failing = () -> {
            throw Sneak.raise(error);
        };
        StepVerifier.create(placed(Flow.threaded(() -> failing), inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNullItemIsAnErrorAfterTheItemsBeforeIt(boolean inARun) {
        StepVerifier.create(placed(Flow.threaded(() -> java.util.Arrays.asList(1, null)), inARun))
                .expectNext(1)
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelInterruptsTheThreadThatIterates(boolean inARun) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Flow<Integer> flow = Flow.threaded(() -> () -> new Iterator<Integer>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                blocked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IllegalStateException(e);
                }
                return 1;
            }
        });
        Recorder<Integer> recorder = Recorder.subscribe(placed(flow, inARun));
        recorder.request(1);
        Waiting.await(blocked);
        recorder.cancel();
        Waiting.await(interrupted);
        assertThat(recorder.items()).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    // Throwing lambda

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheCallableThrowsArrivesUnchanged(boolean inARun) {
        IOException error = new IOException("callable");
        Flow<Integer> flow = Flow.threaded(() -> {
            throw error;
        });
        StepVerifier.create(placed(flow, inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCallableWithoutAnIterableIsNamed() {
        StepVerifier.create(Flow.<Integer>threaded(() -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("threaded"))
                .verify(Waiting.LIMIT);
    }
}
