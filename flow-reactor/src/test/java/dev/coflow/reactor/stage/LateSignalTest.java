package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;
import reactor.core.publisher.Hooks;

/** What a source signals when nobody reads it any more is not lost, and changes nothing. */
class LateSignalTest {

    /** Signals what the test says. */
    private static final class Manual implements Publisher<Integer>, Subscription {
        private volatile Subscriber<? super Integer> subscriber;
        private volatile boolean requested;
        private volatile boolean cancelled;

        @Override
        public void subscribe(Subscriber<? super Integer> s) {
            subscriber = s;
            s.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested = true;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    enum Reader {
        MERGE {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.merge(source, Flow.<Integer>empty());
            }
        },
        PULL {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.generate(out -> out.emitAll(source));
            }
        },
        AWAIT {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.task(turn -> turn.await(source));
            }
        },
        CONCAT_MAP {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Source.STEPS.of(List.of(1)).concatMap(x -> source);
            }
        };

        abstract Flow<Integer> over(Publisher<Integer> source);
    }

    private final Manual source = new Manual();
    private final List<Object> leftOver = new CopyOnWriteArrayList<>();

    @BeforeEach
    void collectWhatIsDropped() {
        Hooks.onErrorDropped(leftOver::add);
        Hooks.onNextDropped(leftOver::add);
    }

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
        Hooks.resetOnNextDropped();
    }

    private Recorder<Integer> read(Reader reader) {
        return read(reader.over(source));
    }

    private Recorder<Integer> read(Flow<Integer> flow) {
        Recorder<Integer> recorder =
                Recorder.subscribe(ReactorFlow.toFlux(flow).doOnDiscard(Integer.class, leftOver::add));
        recorder.request(9);
        Waiting.until(() -> source.requested);
        return recorder;
    }

    @ParameterizedTest
    @EnumSource
    void afterItsEnd(Reader reader) throws InterruptedException {
        Recorder<Integer> recorder = read(reader);
        IllegalStateException error = new IllegalStateException("late");
        source.subscriber.onNext(1);
        source.subscriber.onComplete();
        recorder.awaitEnd();
        source.subscriber.onNext(2);
        source.subscriber.onComplete();
        source.subscriber.onError(error);
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(1);
        Waiting.until(() -> leftOver.size() == 2);
        assertThat(leftOver).containsExactly(2, error);
    }

    @ParameterizedTest
    @EnumSource
    void afterACancel(Reader reader) {
        Recorder<Integer> recorder = read(reader);
        IllegalStateException error = new IllegalStateException("late");
        recorder.cancel();
        Waiting.until(() -> source.cancelled);
        source.subscriber.onNext(2);
        Waiting.until(() -> leftOver.size() == 1);
        source.subscriber.onError(error);
        assertThat(recorder.hasEnded()).isFalse();
        assertThat(recorder.items()).isEmpty();
    }

    @Test
    void anErrorAfterACancelGoesToTheHookUnlessItSaysCancelled() {
        Recorder<Integer> recorder = read(Reader.CONCAT_MAP);
        recorder.cancel();
        IllegalStateException error = new IllegalStateException("late");
        source.subscriber.onError(error);
        assertThat(leftOver).containsExactly(error);
        source.subscriber.onError(new InterruptedException("cancelled"));
        assertThat(leftOver).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSubscriptionIsCancelled(Reader reader) throws InterruptedException {
        Recorder<Integer> recorder = read(reader);
        Manual second = new Manual();
        source.subscriber.onSubscribe(second);
        assertThat(second.cancelled).isTrue();
        assertThat(source.cancelled).isFalse();
        source.subscriber.onComplete();
        recorder.awaitEnd();
    }

    @Test
    void whatWaitsForATurnIsDiscardedByACancel() throws InterruptedException {
        CountDownLatch hasTurn = new CountDownLatch(1);
        Flow<Integer> busy = Flow.generate(out -> {
            hasTurn.countDown();
            new CountDownLatch(1).await(); // until it is interrupted
        });
        Recorder<Integer> recorder =
                read(Flow.merge(Reader.CONCAT_MAP.over(source).map(x -> -x), busy));
        Waiting.await(hasTurn);
        source.subscriber.onNext(1);
        source.subscriber.onNext(2);
        assertThat(leftOver).isEmpty();
        assertThat(Scannable.from(source.subscriber).scan(Scannable.Attr.BUFFERED))
                .isEqualTo(2);
        recorder.cancel();
        Waiting.until(() -> leftOver.size() == 2);
        assertThat(leftOver).containsExactly(1, 2);
        assertThat(recorder.items()).isEmpty();
    }
}
