package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

/** A stream that blocks, and is closed where it is read. */
class ThreadedStreamTest implements SourceContract {

    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<String> closer = new AtomicReference<>();

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.threadedStream(() -> StreamSupport.stream(items.spliterator(), false)
                .onClose(() -> {
                    closed.incrementAndGet();
                    closer.set(Thread.currentThread().getName());
                    closing.countDown();
                }));
    }

    @Override
    public int inHand() {
        return 1;
    }

    // Values

    @Test
    void readsTheLinesOfAFile(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("lines"), List.of("one", "two"));
        assertThat(Flow.threadedStream(() -> Files.lines(file)).toList()).containsExactly("one", "two");
    }

    @Test
    void closesTheStreamWhereItWasRead() throws InterruptedException {
        assertThat(of(Items.upTo(2)).toList()).containsExactly(1, 2);
        Waiting.await(closing);
        assertThat(closed).hasValue(1);
        assertThat(closer.get()).startsWith("boundedElastic");
    }

    // Error

    @Test
    void closesTheStreamAfterAnError() throws InterruptedException {
        StepVerifier.create(of(Items.upTo(1).thenFail(new IOException("read"))))
                .expectNext(1)
                .expectErrorMessage("read")
                .verify(Waiting.LIMIT);
        Waiting.await(closing);
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStreamIsClosedWhenTheEndIsSignalled(boolean failing) {
        List<Integer> closedAtEnd = new CopyOnWriteArrayList<>();
        Items items = failing ? Items.upTo(1).thenFail(new IOException("read")) : Items.upTo(1);
        ReactorFlow.toFlux(of(items))
                .doOnTerminate(() -> closedAtEnd.add(closed.get()))
                .onErrorComplete()
                .blockLast(Waiting.LIMIT);
        assertThat(closedAtEnd).containsExactly(1);
    }

    @Test
    void whatTheCloseThrowsGoesToTheHook() throws InterruptedException {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        IllegalStateException error = new IllegalStateException("close");
        Hooks.onErrorDropped(dropped::add);
        try {
            Recorder<Integer> recorder =
                    Recorder.subscribe(Flow.threadedStream(() -> Stream.of(1).onClose(() -> {
                        throw error;
                    })));
            recorder.request(2);
            assertThat(recorder.awaitError()).isNull();
            assertThat(recorder.items()).containsExactly(1);
            assertThat(dropped).containsExactly(error);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    // Cancel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closesTheStreamWhenCancelledWhileNothingIsRequested(boolean poolIsShutDown) throws InterruptedException {
        try (Pool pool = new Pool()) {
            Recorder<Integer> recorder = Recorder.subscribe(of(Items.upTo(9)));
            recorder.request(2);
            pool.awaitExecuted(1);
            assertThat(recorder.items()).containsExactly(1, 2);
            assertThat(closed).hasValue(0);
            if (poolIsShutDown) {
                pool.refuse();
            }
            recorder.cancel();
            Waiting.await(closing);
            assertThat(closed).hasValue(1);
            assertThat(recorder.hasEnded()).isFalse();
        }
    }

    @Test
    void closesTheStreamWhenCancelled() throws InterruptedException {
        StepVerifier.create(of(Items.upTo(9)), 2).expectNext(1, 2).thenCancel().verify(Waiting.LIMIT);
        Waiting.await(closing);
        assertThat(closed).hasValue(1);
        assertThat(closer.get()).startsWith("boundedElastic");
    }

    // Throwing lambda

    @Test
    void whatTheCallableThrowsArrivesUnchanged(@TempDir Path directory) {
        StepVerifier.create(Flow.threadedStream(() -> Files.lines(directory.resolve("missing"))))
                .expectError(java.nio.file.NoSuchFileException.class)
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCallableWithoutAStreamIsNamed() {
        StepVerifier.create(Flow.<Integer>threadedStream(() -> (Stream<Integer>) null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("threadedStream"))
                .verify(Waiting.LIMIT);
    }
}
