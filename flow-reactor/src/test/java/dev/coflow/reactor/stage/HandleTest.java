package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Body;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a body waits for, and how its handle may be used. */
class HandleTest {

    // Values

    @Test
    void awaitsValuesOfAnyKind() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(out.await(Mono.just(1)));
            out.emit(out.await(CompletableFuture.completedFuture(2)));
            out.emit(out.await(Flow.of(3)));
            out.emit(out.awaitOptional(Mono.empty()).isPresent());
            out.awaitEnd(Flow.of(4, 5));
            out.emit(out.blocking(() -> 6));
        });
        assertThat(flow.toList()).containsExactly(1, 2, 3, false, 6);
    }

    // Error

    @Test
    void anErrorOfAnAwaitedSourceIsThrownUnchanged() {
        IOException error = new IOException("awaited");
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(catchThrowable(() -> out.await(Mono.error(error), IOException.class)));
            out.emit(catchThrowable(() -> out.await(CompletableFuture.failedFuture(error))));
            out.emit(catchThrowable(() -> out.awaitOptional(Flow.error(error))));
            out.emit(catchThrowable(() -> out.awaitEnd(Flux.just(1).concatWith(Mono.error(error)))));
            out.emit(catchThrowable(() -> out.blocking(() -> {
                throw error;
            })));
        });
        assertThat(flow.toList()).hasSize(5).allSatisfy(e -> assertThat(e).isSameAs(error));
    }

    @Test
    void awaitWantsExactlyOneValue() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(catchThrowable(() -> out.await(Mono.empty())));
            out.emit(catchThrowable(() -> out.await(Flow.of(1, 2))));
            out.emit(catchThrowable(() -> out.awaitOptional(Flow.of(1, 2))));
        });
        List<Object> errors = flow.toList();
        assertThat(errors.get(0))
                .isInstanceOf(NoSuchElementException.class)
                .asString()
                .contains("awaitOptional");
        assertThat(errors.get(1))
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("second");
        assertThat(errors.get(2))
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("second");
    }

    // Cancel

    @Test
    void awaitsWhileItUnwinds() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        Flow<Integer> flow = Flow.generate(out -> {
            try {
                out.emit(1);
                out.await(Mono.never());
            } finally {
                out.awaitEnd(Flow.run(turn -> {
                    turn.cooperate();
                    released.countDown();
                }));
            }
        });
        StepVerifier.create(flow, 1).expectNext(1).thenCancel().verify(Waiting.LIMIT);
        Waiting.await(released);
    }

    // Mistakes

    @Test
    void aHandleEndsWithItsBody() {
        AtomicReference<Emitter<Integer>> leaked = new AtomicReference<>();
        Flow<Integer> flow = Flow.generate(leaked::set);
        assertThat(flow.toList()).isEmpty();
        Emitter<Integer> out = leaked.get();
        assertThatThrownBy(() -> out.emit(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.pull(Flow.of(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.await(Mono.just(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(out::cooperate).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.cooperate(Duration.ofMillis(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.blocking(() -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.context("key")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHandleBelongsToItsBodysThread() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(out.await(Mono.fromCallable(() -> catchThrowable(() -> out.emit("from elsewhere")))
                    .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())));
        });
        assertThat(flow.toList().get(0))
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("thread");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aHandleCannotBeUsedWhileItEmits(Body<Integer> call) {
        AtomicReference<Emitter<Integer>> handle = new AtomicReference<>();
        Flow<Integer> flow = Flow.generate(out -> {
            handle.set(out);
            out.emit(1);
        });
        Flux<Object> nested = ReactorFlow.toFlux(flow).map(x -> catchThrowable(() -> call.run(handle.get())));
        StepVerifier.create(nested)
                .assertNext(e -> assertThat(e).isInstanceOf(IllegalStateException.class))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    static Stream<Body<Integer>> calls() {
        return Stream.of(
                out -> out.emit(2),
                Emitter::cooperate,
                out -> out.await(Mono.never()),
                out -> out.pull(Flow.<Integer>generate(in -> in.emit(2))).next());
    }
}
