package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A source that breaks a rule of Reactive Streams ends its flow with an error. */
class BrokenSourceTest {

    private static final IllegalStateException ERROR = new IllegalStateException("§1.9");

    enum Reader {
        MERGE {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.merge(List.of(source, Flow.of(1)), PREFETCH);
            }
        },
        PULL {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.generate(out -> {
                    for (int item : out.<Integer>pull(source, PREFETCH)) {
                        out.emit(item);
                    }
                });
            }
        };

        static final int PREFETCH = 4;

        abstract Flow<Integer> over(Publisher<Integer> source);
    }

    @ParameterizedTest
    @EnumSource
    void thatThrowsWhenItIsSubscribedTo(Reader reader) throws InterruptedException {
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(throwing()));
        recorder.request(9);
        assertThat(recorder.awaitError()).isSameAs(ERROR);
    }

    @Test
    void thatThrowsWhereNobodyElseCatches() throws InterruptedException {
        Flux<Integer> withoutARun = ReactorFlow.toFlux(Flow.from(throwing()));
        Recorder<Integer> recorder = Recorder.subscribe(withoutARun.subscribeOn(Schedulers.single()));
        recorder.request(9);
        assertThat(recorder.awaitError()).isSameAs(ERROR);
    }

    private static Publisher<Integer> throwing() {
        return new Publisher<>() {
            @Override
            public void subscribe(Subscriber<? super Integer> s) {
                throw ERROR;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void thatEmitsMoreThanWasRequested(Reader reader) throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        Flux<Integer> source = new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Integer> actual) {
                actual.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        for (int i = 0; i < 100 && !cancelled.get(); i++) {
                            actual.onNext(i);
                        }
                    }

                    @Override
                    public void cancel() {
                        cancelled.set(true);
                    }
                });
            }
        };
        Recorder<Integer> recorder = Recorder.subscribe(reader.over(source));
        recorder.request(200);
        assertThat(recorder.awaitError())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1.1");
        assertThat(cancelled).isTrue();
    }
}
