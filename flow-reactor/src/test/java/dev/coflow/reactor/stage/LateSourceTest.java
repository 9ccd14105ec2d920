package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;

/** A source may call {@code onSubscribe} long after it was subscribed to, and does so on a thread of its own. */
class LateSourceTest {

    /** Whose subscriber gets its subscription from the source. */
    private static final String PASSES_IT_ON = "ITEMS_OF_CONCAT_MAP";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = PASSES_IT_ON)
    void isReadFromThenOn(Reader reader) throws InterruptedException {
        ManualSource late = ManualSource.late();
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(late));
        recorder.request(2);
        late.arrive();
        late.awaitRequest();
        late.subscriber().onNext(7);
        late.subscriber().onComplete();
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = PASSES_IT_ON)
    void isCancelledWhenItComesAfterTheCancel(Reader reader) {
        ManualSource late = ManualSource.late();
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(late));
        recorder.request(2);
        late.awaitSubscriber();
        recorder.cancel();
        late.arrive();
        late.awaitCancel();
        assertThat(late.requests()).isEmpty();
    }

    @Test
    void isAskedForItemsByAJoinOnlyOnceThereIsDemand() {
        ManualSource late = ManualSource.late();
        Recorder<Integer> recorder = Recorder.subscribe(Reader.MERGE.over(late));
        late.arrive();
        assertThat(late.requests()).isEmpty();
        recorder.request(1);
        assertThat(late.requests()).hasSize(1);
        recorder.cancel();
    }

    @Test
    void thatCanBeReadDirectlyWakesTheBodyThatWaits() throws InterruptedException {
        CompletableFuture<Subscriber<? super Integer>> subscriber = new CompletableFuture<>();
        Recorder<Integer> recorder =
                Recorder.subscribe(Flow.<Integer>generate(out -> out.emitAll(subscriber::complete)));
        recorder.request(3);
        Flux.range(1, 3)
                .subscribe(subscriber
                        .orTimeout(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)
                        .join());
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(1, 2, 3);
    }
}
