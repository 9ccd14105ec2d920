package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.CancelSignal;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.util.context.Context;

/** A body and its handle. */
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
    void readsAnotherFlowItemByItem() {
        Flow<Integer> consumer = Flow.generate(out -> {
            for (int x : out.pull(Flow.of(3, 2, 1))) {
                if (x != 2) {
                    out.emit(x);
                }
            }
        });
        assertThat(consumer.toList()).containsExactly(3, 1);
    }

    @Test
    void emitsAllOfAnotherFlow() {
        Flow<Number> flow = Flow.generate(out -> {
            out.emit(0.5);
            out.emitAll(Flow.of(1, 2));
        });
        assertThat(flow.toList()).containsExactly(0.5, 1, 2);
    }

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

    @Test
    void twoPullsAreTwoRunningChildren() {
        Flow<String> flow = Flow.generate(out -> {
            try (Pull<Integer> left = out.pull(Flow.of(1, 2, 3));
                    Pull<String> right = out.pull(Source.BODY.of(Items.upTo(2)).map(x -> "r" + x))) {
                while (left.hasNext() && right.hasNext()) {
                    out.emit(left.next() + right.next());
                }
            }
        });
        assertThat(flow.toList()).containsExactly("1r1", "2r2");
    }

    // Error

    @Test
    void anErrorOfAPulledSourceIsThrownUnchangedAfterItsItems() {
        IOException error = new IOException("pulled");
        List<Object> seen = new ArrayList<>();
        Flow<Integer> flow = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(Source.BODY.of(Items.upTo(2).thenFail(error)), IOException.class)) {
                for (int item : items) {
                    seen.add(item);
                }
            } catch (IOException e) {
                seen.add(e);
                throw e;
            }
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
        assertThat(seen).containsExactly(1, 2, error);
    }

    @Test
    void anErrorOfAnAwaitedSourceIsThrownUnchanged() {
        IOException error = new IOException("awaited");
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(caught(() -> out.await(Mono.error(error), IOException.class)));
            out.emit(caught(() -> out.await(CompletableFuture.failedFuture(error))));
            out.emit(caught(() -> out.awaitOptional(Flow.error(error))));
            out.emit(caught(() -> out.awaitEnd(Flux.just(1).concatWith(Mono.error(error)))));
            out.emit(caught(() -> out.blocking(() -> {
                throw error;
            })));
        });
        assertThat(flow.toList()).hasSize(5).allSatisfy(e -> assertThat(e).isSameAs(error));
    }

    @Test
    void awaitWantsExactlyOneValue() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(caught(() -> out.await(Mono.empty())));
            out.emit(caught(() -> out.await(Flow.of(1, 2))));
            out.emit(caught(() -> out.awaitOptional(Flow.of(1, 2))));
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

    // Demand

    @Test
    void requestsAheadWhatAPullDeclares() {
        List<Long> requests = Collections.synchronizedList(new ArrayList<>());
        int prefetch = 4;
        Flow<Integer> flow = Flow.generate(out -> {
            for (int item : out.pull(Flux.range(1, 11).hide().doOnRequest(requests::add), prefetch)) {
                out.emit(item);
            }
        });
        assertThat(flow.toList()).hasSize(11);
        assertThat(requests)
                .as("three quarters are read before as many are requested")
                .startsWith(4L, 3L, 3L);
    }

    @Test
    void refusesAPrefetchThatIsNotPositive() {
        Flow<Object> flow = Flow.generate(out -> out.emit(caught(() -> out.pull(Flow.of(1), 0))));
        assertThat(flow.toList().get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .asString()
                .contains("prefetch > 0 required but it was 0");
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

    @Test
    void aClosedPullHasUnwoundItsBody() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> child = Flow.generate(out -> {
            try {
                for (int item : Items.upTo(9)) {
                    out.emit(item);
                }
            } finally {
                out.cooperate();
                order.add("finally of the child");
            }
        });
        Flow<Integer> flow = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(child, 1)) {
                out.emit(items.next());
            }
            order.add("after close");
        });
        assertThat(flow.toList()).containsExactly(1);
        assertThat(order).containsExactly("finally of the child", "after close");
    }

    @Test
    void whatItPullsIsCancelledAtItsEnd() {
        PublisherProbe<Integer> probe = PublisherProbe.of(Flux.just(1).concatWith(Mono.never()));
        Flow<Integer> flow =
                Flow.generate(out -> out.emit(out.pull(probe.flux()).next()));
        assertThat(flow.toList()).containsExactly(1);
        probe.assertWasCancelled();
    }

    // Throwing lambda, and other mistakes

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
        assertThatThrownBy(() -> out.blocking(() -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.context("key")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHandleBelongsToItsBodysThread() {
        Flow<Object> flow = Flow.generate(out -> {
            out.emit(out.await(Mono.fromCallable(() -> caught(() -> out.emit("from elsewhere")))
                    .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())));
        });
        assertThat(flow.toList().get(0))
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("thread");
    }

    @Test
    void aHandleCannotBeUsedWhileItEmits() {
        AtomicReference<Emitter<Integer>> handle = new AtomicReference<>();
        Flow<Integer> flow = Flow.generate(out -> {
            handle.set(out);
            out.emit(1);
        });
        Flux<Object> nested =
                ReactorFlow.toFlux(flow).map(x -> caught(() -> handle.get().emit(2)));
        StepVerifier.create(nested)
                .assertNext(e -> assertThat(e).isInstanceOf(IllegalStateException.class))
                .expectComplete()
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

    private interface Attempt {
        void run() throws Throwable;
    }

    private static Throwable caught(Attempt attempt) {
        try {
            attempt.run();
        } catch (Throwable e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }
}
