package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A task without a value. */
class RunTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void completesWithoutItemsWhenTheCodeReturns() {
        Flow<Void> flow = Flow.run(turn -> turn.awaitEnd(Flux.range(1, 3).doOnComplete(runs::incrementAndGet)));
        assertThat(runs).hasValue(0);
        StepVerifier.create(flow).expectComplete().verify(Waiting.LIMIT);
        StepVerifier.create(flow).expectComplete().verify(Waiting.LIMIT);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatItThrowsArrivesUnchanged() {
        IOException error = new IOException("run");
        StepVerifier.create(Flow.run(turn -> {
                    throw error;
                }))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCancelReachesItsFinally() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Void> flow = Flow.run(turn -> {
            try {
                turn.awaitEnd(Mono.never().doOnSubscribe(s -> waiting.countDown()));
            } finally {
                ended.countDown();
            }
        });
        Recorder<Void> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(ended);
    }

    @Test
    void seesTheContextOfItsSubscriber() {
        Flow<Void> flow =
                Flow.run(turn -> assertThat(turn.<String>context("who")).contains("James"));
        StepVerifier.create(Flux.from(flow).contextWrite(context -> context.put("who", "James")))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }
}
