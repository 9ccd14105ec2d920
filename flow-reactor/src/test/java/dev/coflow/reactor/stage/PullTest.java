package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Pull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** What a body reads: {@code pull}. */
class PullTest {

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
        Flow<Object> flow = Flow.generate(out -> out.emit(catchThrowable(() -> out.pull(Flow.of(1), 0))));
        assertThat(flow.toList().get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .asString()
                .contains("prefetch > 0 required but it was 0");
    }

    // Cancel

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
    void aSourceThatIsReadDirectlyIsCancelledWhenItIsClosed() {
        AtomicInteger cancels = new AtomicInteger();
        assertThat(firstOf(Flux.range(1, 3).doOnCancel(cancels::incrementAndGet)))
                .containsExactly(1);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void aSourceThatHasEndedIsNotCancelledWhenItIsClosed() {
        AtomicInteger cancels = new AtomicInteger();
        assertThat(firstOf(Flux.range(1, 3).hide().doOnCancel(cancels::incrementAndGet)))
                .containsExactly(1);
        assertThat(cancels).hasValue(0);
    }

    @Test
    void aSourceThatIsReadDirectlyIsNotCancelledWhenItWasReadToItsEnd() {
        AtomicInteger cancels = new AtomicInteger();
        Flow<Integer> flow = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(Flux.range(1, 3).doOnCancel(cancels::incrementAndGet))) {
                items.forEach(out::emit);
            }
        });
        assertThat(flow.toList()).containsExactly(1, 2, 3);
        assertThat(cancels).hasValue(0);
    }

    @Test
    void aSourceThatIsReadDirectlyIsCancelledWhenAFunctionOverItThrows() {
        AtomicInteger cancels = new AtomicInteger();
        Flux<Integer> source = Flux.range(1, 3).doOnCancel(cancels::incrementAndGet);
        Flow<Integer> flow = Flow.generate(out -> out.emitAll(source.map(x -> {
            throw new IllegalStateException("function");
        })));
        StepVerifier.create(flow).expectErrorMessage("function").verify(Waiting.LIMIT);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void aBodyThatReadsForEverIsEndedByACancel() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Integer> flow = Flow.generate(out -> {
            try (Pull<Integer> endless = out.pull(Flux.generate(sink -> sink.next(1)))) {
                while (endless.hasNext()) {
                    endless.next();
                    reading.countDown();
                }
            } finally {
                unwound.countDown();
            }
        });
        Recorder<Integer> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(reading);
        recorder.cancel();
        Waiting.await(unwound);
    }

    private static List<Integer> firstOf(Flux<Integer> source) {
        return Flow.<Integer>generate(out -> {
                    try (Pull<Integer> items = out.pull(source)) {
                        out.emit(items.next());
                    }
                })
                .toList();
    }

    @Test
    void whatItPullsIsCancelledAtItsEnd() {
        PublisherProbe<Integer> probe = PublisherProbe.of(Flux.just(1).concatWith(Mono.never()));
        Flow<Integer> flow =
                Flow.generate(out -> out.emit(out.pull(probe.flux()).next()));
        assertThat(flow.toList()).containsExactly(1);
        probe.assertWasCancelled();
    }
}
