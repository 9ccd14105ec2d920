package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Signal;
import reactor.core.publisher.SignalType;
import reactor.test.StepVerifier;

class TrapTest implements StageContract<Integer> {

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.trap(TimeoutException.class, e -> 0);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void anExpectedErrorBecomesTheLastItem(Source source) {
        Flow<Object> flow = Flow.<Object>from(source.of(Items.upTo(2).thenFail(new IOException("expected"))))
                .trap(IOException.class, IOException::getMessage);
        assertThat(flow.toList()).containsExactly(1, 2, "expected");
    }

    @Test
    void trapsSubclasses() {
        assertThat(Flow.<String>error(new FileNotFoundException())
                        .trap(IOException.class, e -> e.getClass().getSimpleName())
                        .toList())
                .containsExactly("FileNotFoundException");
    }

    @Test
    void trapsSeveralTypes() {
        for (Exception error : List.of(new IOException(), new TimeoutException())) {
            assertThat(Flow.<Throwable>error(error)
                            .trap(List.of(IOException.class, TimeoutException.class), e -> e)
                            .toList())
                    .containsExactly(error);
        }
    }

    @Test
    void trapsWhatAnyStageBeforeThrows() {
        Flow<Integer> flow =
                Flow.of(1, 2).map(x -> 2 / (2 - x)).filter(x -> true).trap(ArithmeticException.class, e -> -1);
        assertThat(flow.toList()).containsExactly(2, -1);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void otherErrorsPassUnchanged(Source source) {
        IOException error = new IOException("other");
        StepVerifier.create(source.of(Items.upTo(1).thenFail(error))
                        .trap(List.of(TimeoutException.class, RuntimeException.class), e -> 0))
                .expectNext(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    void theFallbackWaitsForDemand(Source source) {
        StepVerifier.withVirtualTime(
                        () -> source.of(Items.upTo(1).thenFail(new IOException()))
                                .trap(IOException.class, e -> 0),
                        1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(0)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void demandForTheFallbackIsWhatTheItemsHaveLeft() {
        ManualSource source = ManualSource.create();
        Recorder<Integer> recorder = Recorder.subscribe(over(Flow.from(source)));
        recorder.request(1);
        recorder.request(1);
        source.subscriber().onNext(1);
        source.subscriber().onError(new TimeoutException());

        assertThat(recorder.items()).containsExactly(1, 0);
        assertThat(recorder.hasEnded()).isTrue();
        recorder.request(1);
        recorder.cancel();
        assertThat(source.requests()).containsExactly(1L, 1L);
        assertThat(source.isCancelled()).as("a source that has ended").isFalse();
    }

    // Cancel

    @Test
    void aCancelDiscardsTheFallbackThatWaits() {
        List<Object> discarded = new ArrayList<>();
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toFlux(over(Flow.error(new TimeoutException())))
                .doOnDiscard(Integer.class, discarded::add));
        recorder.cancel();
        recorder.cancel();
        recorder.request(1);

        assertThat(discarded).containsExactly(0);
        assertThat(recorder.items()).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void aCancelThatAnswersTheFallbackIsTheEnd() {
        AtomicReference<Signal<Integer>> last = new AtomicReference<>();
        ManualSource source = ManualSource.create();
        Flux<Integer> flux = ReactorFlow.toFlux(over(Flow.from(source)));
        flux.doOnEach(last::set).take(1).subscribe();
        source.subscriber().onError(new TimeoutException());

        assertThat(last.get().getType()).isEqualTo(SignalType.ON_NEXT);
    }

    @Test
    void anErrorAfterACancelIsNotTrapped() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            AtomicInteger trapped = new AtomicInteger();
            ManualSource source = ManualSource.create();
            Recorder<Integer> recorder =
                    Recorder.subscribe(Flow.from(source).trap(TimeoutException.class, e -> trapped.incrementAndGet()));
            recorder.request(1);
            recorder.cancel();
            source.subscriber().onError(new TimeoutException());
            IOException other = new IOException("other");
            source.subscriber().onError(other);

            assertThat(source.isCancelled()).isTrue();
            assertThat(trapped).hasValue(0);
            assertThat(dropped).containsExactly(other);
            assertThat(recorder.hasEnded()).isFalse();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void aFallbackThatIsCancelledAndThrowsIsNotSignalled() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            IllegalStateException late = new IllegalStateException("fallback");
            AtomicReference<Recorder<Integer>> recorder = new AtomicReference<>();
            ManualSource source = ManualSource.create();
            recorder.set(Recorder.subscribe(Flow.<Integer>from(source).trap(TimeoutException.class, e -> {
                recorder.get().cancel();
                throw late;
            })));
            recorder.get().request(1);
            source.subscriber().onError(new TimeoutException());

            assertThat(dropped).containsExactly(late);
            assertThat(recorder.get().hasEnded()).isFalse();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    // Throwing lambda

    @Test
    void whatTheFallbackThrowsIsTheErrorAndKeepsTheOneBefore() {
        IOException error = new IOException("trapped");
        IllegalStateException second = new IllegalStateException("fallback");
        StepVerifier.create(Flow.<Integer>error(error).trap(IOException.class, e -> {
                    throw second;
                }))
                .expectErrorSatisfies(e -> {
                    assertThat(e).isSameAs(second);
                    assertThat(e.getSuppressed()).contains(error);
                })
                .verify(Waiting.LIMIT);
    }

    @Test
    void aFallbackThatReturnsNullIsNamed() {
        StepVerifier.create(Flow.<Integer>error(new IOException()).trap(IOException.class, e -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("trap"))
                .verify(Waiting.LIMIT);
    }
}
