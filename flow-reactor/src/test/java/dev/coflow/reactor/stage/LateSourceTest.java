package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A source may call {@code onSubscribe} long after it was subscribed to, and does so on a thread of its own. */
class LateSourceTest {

    /** Subscribes its subscriber when the test says so. */
    private static final class Late implements Publisher<Integer>, Subscription {
        private final List<Long> requests = new CopyOnWriteArrayList<>();
        private volatile Subscriber<? super Integer> subscriber;
        private volatile boolean cancelled;

        @Override
        public void subscribe(Subscriber<? super Integer> s) {
            subscriber = s;
        }

        void arrive() {
            Waiting.until(() -> subscriber != null);
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requests.add(n);
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
        ZIP {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.zip(source, Flow.of(0, 0, 0), Integer::sum);
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

    @ParameterizedTest
    @EnumSource
    void isReadFromThenOn(Reader reader) throws InterruptedException {
        Late late = new Late();
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(late));
        recorder.request(2);
        late.arrive();
        Waiting.until(() -> !late.requests.isEmpty());
        late.subscriber.onNext(7);
        late.subscriber.onComplete();
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource
    void isCancelledWhenItComesAfterTheCancel(Reader reader) {
        Late late = new Late();
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(late));
        recorder.request(2);
        Waiting.until(() -> late.subscriber != null);
        recorder.cancel();
        late.arrive();
        Waiting.until(() -> late.cancelled);
        assertThat(late.requests).isEmpty();
    }

    @Test
    void isAskedForItemsByAJoinOnlyOnceThereIsDemand() {
        Late late = new Late();
        Recorder<Integer> recorder = Recorder.subscribe(Reader.MERGE.over(late));
        late.arrive();
        assertThat(late.requests).isEmpty();
        recorder.request(1);
        assertThat(late.requests).hasSize(1);
        recorder.cancel();
    }
}
