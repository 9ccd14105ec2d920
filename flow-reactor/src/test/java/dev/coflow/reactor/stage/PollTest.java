package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What a body reads without waiting, {@code poll}, and what a pull says once there is nothing to read. */
class PollTest {

    // Values

    @Test
    void isEmptyWhileNothingIsReadyAndGivesWhatIs() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        Flow<Optional<Integer>> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(sink.asFlux());
            out.emit(items.poll());
            sink.tryEmitNext(1).orThrow();
            sink.tryEmitNext(2).orThrow();
            out.emit(items.poll());
            out.emit(items.poll());
            out.emit(items.poll());
        });
        assertThat(flow.toList()).containsExactly(Optional.empty(), Optional.of(1), Optional.of(2), Optional.empty());
    }

    @Test
    void leavesToTheNextReadWhatHasNextHasSeen() {
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(Flow.of(1, 2));
            out.emit(items.hasNext());
            out.emit(items.poll());
            out.emit(items.next());
        });
        assertThat(flow.toList()).containsExactly(true, Optional.of(1), 2);
    }

    // Empty

    @Test
    void isEmptyAtTheEnd() {
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(Flow.<Integer>empty());
            out.emit(items.poll());
            out.emit(items.hasNext());
            out.emit(catchThrowable(items::next));
        });
        assertThat(flow.toList())
                .startsWith(Optional.empty(), false)
                .last()
                .isInstanceOf(NoSuchElementException.class)
                .asString()
                .contains("has completed");
    }

    @Test
    void aClosedPullHasNothingMoreToRead() {
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(Flow.of(1, 2));
            items.close();
            items.close();
            out.emit(items.poll());
            out.emit(items.hasNext());
            out.emit(catchThrowable(items::next));
        });
        assertThat(flow.toList())
                .startsWith(Optional.empty(), false)
                .last()
                .isInstanceOf(NoSuchElementException.class)
                .asString()
                .contains("closed");
    }

    // Error

    @Test
    void throwsTheErrorOfItsSourceAfterTheItems() {
        IOException error = new IOException("polled");
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(Flux.just(1).concatWith(Mono.error(error)));
            out.emit(items.poll());
            out.emit(catchThrowable(items::poll));
        });
        assertThat(flow.toList()).containsExactly(Optional.of(1), error);
    }

    // Cancel

    @Test
    void aBodyThatPollsForEverIsEndedByACancel() throws InterruptedException {
        CountDownLatch polling = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Integer> flow = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(Flux.never())) {
                while (items.poll().isEmpty()) {
                    polling.countDown();
                }
            } finally {
                ended.countDown();
            }
        });
        Recorder<Integer> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(polling);
        recorder.cancel();
        Waiting.await(ended);
    }

    // Mistakes

    @Test
    void aPullBelongsToTheThreadOfItsBody() {
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> items = out.pull(Flow.of(1));
            out.emit(out.blocking(() -> catchThrowable(items::poll)));
            out.emit(out.blocking(() -> catchThrowable(items::hasNext)));
            out.emit(out.blocking(() -> catchThrowable(items::next)));
            out.emit(out.blocking(() -> catchThrowable(items::close)));
        });
        assertThat(ReactorFlow.toFlux(flow).collectList().block(Waiting.LIMIT))
                .hasSize(4)
                .allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class));
    }
}
