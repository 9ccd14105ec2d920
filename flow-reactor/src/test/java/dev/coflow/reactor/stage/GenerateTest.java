package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.CancelSignal;
import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** A body; what it does with its handle is in {@link PullTest} and {@link HandleTest}. */
class GenerateTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Source.BODY.of(items);
    }

    @Override
    public int inHand() {
        return Source.IN_HAND;
    }

    // Values

    @Test
    void emitsAllOfAnotherFlow() {
        Flow<Number> flow = Flow.generate(out -> {
            out.emit(0.5);
            out.emitAll(Flow.of(1, 2));
        });
        assertThat(flow.toList()).containsExactly(0.5, 1, 2);
    }

    // Cancel

    @Test
    void aCancelIsNoException() throws InterruptedException {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Integer> flow = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } catch (Exception e) {
                seen.add("swallowed");
            } catch (CancelSignal signal) {
                seen.add("signal");
                throw signal;
            } finally {
                seen.add("finally");
                ended.countDown();
            }
        });
        StepVerifier.create(flow, 1).expectNext(1).thenCancel().verify(Waiting.LIMIT);
        Waiting.await(ended);
        assertThat(seen).containsExactly("signal", "finally");
    }

    // Throwing lambda

    @Test
    void whatTheBodyThrowsArrivesUnchanged() {
        for (Throwable error :
                List.of(new IOException("checked"), new AssertionError("error"), new Throwable("bare"))) {
            Flow<Integer> flow = Flow.generate(out -> {
                out.emit(1);
                throw Sneak.raise(error);
            });
            StepVerifier.create(flow)
                    .expectNext(1)
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    @Test
    void refusesToEmitNull() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit("before");
            out.emit(null);
        });
        StepVerifier.create(flow)
                .expectNext("before")
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("emit")
                        .hasMessageContaining("Optional"))
                .verify(Waiting.LIMIT);
    }

    // Context

    @Test
    void seesTheContextOfItsSubscriber() {
        Flow<String> flow = Flow.generate(out -> {
            out.emit(out.<String>context("who").orElse("nobody"));
            out.emit(out.<String>context("what").orElse("nothing"));
            out.emitAll(Flux.deferContextual(context -> Flux.just("pulled by " + context.get("who"))));
            out.emit(out.await(Flow.<String>task(
                    turn -> "awaited by " + turn.context("who").orElse("nobody"))));
        });
        StepVerifier.create(ReactorFlow.toFlux(flow).contextWrite(Context.of("who", "James")))
                .expectNext("James", "nothing", "pulled by James", "awaited by James")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }
}
