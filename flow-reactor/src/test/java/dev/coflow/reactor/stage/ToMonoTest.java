package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ToMonoTest {

    // Values

    @ParameterizedTest
    @EnumSource
    void givesTheOneItem(Source source) {
        assertThat(ReactorFlow.toMono(source.of(Items.upTo(1))).block(Waiting.LIMIT))
                .isEqualTo(1);
    }

    @Test
    void completesAfterTheFinallyOfTheBody() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> flow = Flow.generate(out -> {
            try {
                out.emit(1);
            } finally {
                out.await(Mono.just("committed").doOnNext(order::add));
            }
        });
        StepVerifier.create(ReactorFlow.toMono(flow).doOnNext(x -> order.add("delivered")))
                .expectNext(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(order).containsExactly("committed", "delivered");
    }

    // Empty

    @ParameterizedTest
    @EnumSource
    void isEmptyIfThereIsNone(Source source) {
        StepVerifier.create(ReactorFlow.toMono(source.of(List.of())))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void aSecondItemIsAnError(Source source) {
        StepVerifier.create(ReactorFlow.toMono(source.of(Items.upTo(2))))
                .expectError(IndexOutOfBoundsException.class)
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void aCheckedErrorArrivesUnchanged(Source source) {
        IOException error = new IOException("checked");
        StepVerifier.create(ReactorFlow.toMono(source.of(Items.upTo(0).thenFail(error))))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void aSecondItemUnwindsTheBody() throws InterruptedException {
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Integer> flow = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
                out.await(Mono.never());
            } finally {
                unwound.countDown();
            }
        });
        StepVerifier.create(ReactorFlow.toMono(flow))
                .expectError(IndexOutOfBoundsException.class)
                .verify(Waiting.LIMIT);
        Waiting.await(unwound);
    }

    // Scheduler

    @Test
    void itsDelaysGoThroughTheGivenScheduler() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        Flow<Integer> flow = Flow.task(turn -> {
            turn.cooperate(Duration.ofHours(1));
            return 1;
        });
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toMono(flow, clock));
        recorder.request(1);
        assertThat(recorder.items()).isEmpty();
        clock.advanceTimeBy(Duration.ofHours(1));
        assertThat(recorder.items()).containsExactly(1);
        clock.dispose();
    }
}
