package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** {@code of} and {@code empty}. */
class OfTest {

    @Test
    void emitsTheGivenItems() {
        StepVerifier.create(Flow.of(1, 2, 3))
                .expectNext(1, 2, 3)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aChangeOfTheArrayAfterwardsIsNotSeen() {
        Integer[] items = {1, 2};
        Flow<Integer> flow = Flow.of(items);
        items[0] = 9;
        assertThat(flow.toList()).containsExactly(1, 2);
    }

    @Test
    void noItemsAreAnEmptyFlow() {
        StepVerifier.create(Flow.of()).expectComplete().verify(Waiting.LIMIT);
        StepVerifier.create(Flow.empty(), 0).expectComplete().verify(Waiting.LIMIT);
    }

    @Test
    void emitsWhatIsRequestedAndNoMore() {
        Recorder<Integer> recorder = Recorder.subscribe(Flow.of(1, 2, 3));
        recorder.request(2);
        assertThat(recorder.items()).containsExactly(1, 2);
        assertThat(recorder.hasEnded()).isFalse();
        recorder.request(1);
        assertThat(recorder.items()).containsExactly(1, 2, 3);
        assertThat(recorder.hasEnded()).isTrue();
    }

    @Test
    void stopsWhenCancelled() {
        Recorder<Integer> recorder = Recorder.subscribe(Flow.of(1, 2, 3));
        recorder.request(1);
        recorder.cancel();
        recorder.request(2);
        assertThat(recorder.items()).containsExactly(1);
        assertThat(recorder.hasEnded()).isFalse();
    }
}
