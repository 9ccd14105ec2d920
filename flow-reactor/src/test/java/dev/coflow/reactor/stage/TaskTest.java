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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** {@code task} and its short form {@code ReactorFlow.mono}. */
class TaskTest {

    // Values

    @Test
    void emitsItsResultAfterItsFinally() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> flow = Flow.task(turn -> {
            try {
                return turn.await(Mono.just(40)) + turn.await(Mono.just(2));
            } finally {
                turn.cooperate();
                order.add("finally");
            }
        });
        StepVerifier.create(flow.map(x -> order.add("value " + x)))
                .expectNextCount(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(order).containsExactly("finally", "value 42");
    }

    @Test
    void everySubscriptionRunsItAnew() {
        AtomicInteger runs = new AtomicInteger();
        Mono<Integer> mono = ReactorFlow.mono(turn -> runs.incrementAndGet());
        assertThat(runs).hasValue(0);
        assertThat(mono.block(Waiting.LIMIT)).isEqualTo(1);
        assertThat(mono.block(Waiting.LIMIT)).isEqualTo(2);
    }

    // Empty

    @Test
    void aNullResultIsNoItem() {
        StepVerifier.create(Flow.task(turn -> null)).expectComplete().verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    void startsOnTheFirstRequest() {
        AtomicInteger runs = new AtomicInteger();
        StepVerifier.withVirtualTime(() -> Flow.task(turn -> runs.incrementAndGet()), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(runs).hasValue(0))
                .thenRequest(1)
                .expectNext(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void aCancelReachesItsFinally() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Integer> flow = Flow.task(turn -> {
            try {
                return turn.await(Mono.<Integer>never().doOnSubscribe(s -> waiting.countDown()));
            } finally {
                ended.countDown();
            }
        });
        Recorder<Integer> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(ended);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void aCancelAfterTheValueChangesNothing() {
        AtomicInteger finished = new AtomicInteger();
        Flow<Integer> flow = Flow.task(turn -> {
            try {
                return 1;
            } finally {
                turn.await(Mono.just("commit"));
                finished.incrementAndGet();
            }
        });
        // next() cancels right after the first item
        assertThat(ReactorFlow.toFlux(flow).next().block(Waiting.LIMIT)).isEqualTo(1);
        assertThat(finished).hasValue(1);
    }

    // Throwing lambda

    @Test
    void whatItThrowsArrivesUnchanged() {
        IOException error = new IOException("task");
        Mono<Integer> mono = ReactorFlow.mono(turn -> {
            throw error;
        });
        StepVerifier.create(mono)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Context

    @Test
    void seesTheContextOfItsSubscriber() {
        Mono<String> mono = ReactorFlow.mono(turn -> turn.<String>context("who").orElse("nobody"));
        assertThat(mono.contextWrite(context -> context.put("who", "James")).block(Waiting.LIMIT))
                .isEqualTo("James");
        assertThat(mono.block(Waiting.LIMIT)).isEqualTo("nobody");
    }
}
