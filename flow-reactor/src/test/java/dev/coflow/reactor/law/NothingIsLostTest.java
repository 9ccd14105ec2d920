package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What has arrived and nobody will read goes to {@code doOnDiscard}; what was not produced yet is not produced for that. */
class NothingIsLostTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = Latches.one();
    private final CountDownLatch ended = Latches.one();

    @Test
    void itemsOfAPullAreDiscardedWhenItIsClosed() {
        List<Integer> items = itemsOf(out -> {
            try (Pull<Integer> numbers = out.pull(queued(5))) {
                out.emit(numbers.next());
                numbers.hasNext(); // one is in the hand
            }
            out.emit(-1);
        });

        assertThat(items).containsExactly(0, -1);
        assertThat(discarded).containsExactly(1, 2, 3, 4);
    }

    @Test
    void itemsOfAPullAreDiscardedWhenItsBodyEnds() {
        List<Integer> items = itemsOf(out -> {
            for (Integer number : out.pull(queued(5))) {
                out.emit(number);
                break;
            }
        });

        assertThat(items).containsExactly(0);
        assertThat(discarded).containsExactly(1, 2, 3, 4);
    }

    @Test
    void itemsOfAPullAreDiscardedWhenItsBodyIsCancelled() {
        Disposable subscription = subscribe(Flow.<Integer>generate(out -> {
            Pull<Integer> numbers = out.pull(queued(5));
            numbers.next();
            numbers.hasNext();
            started.countDown();
            out.await(Mono.never());
        }));
        Latches.await(started);
        subscription.dispose();

        Until.isTrue(() -> discarded.size() == 4);
        assertThat(discarded).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anItemIsDiscardedThatComesAfterItsPullWasClosed() {
        Late<Integer> late = new Late<>();
        itemsOf(out -> {
            out.pull(late).close();
            late.subscriber.onNext(7);
        });

        assertThat(discarded).containsExactly(7);
    }

    @Test
    void itemsOfAJoinAreDiscardedWhenItIsCancelled() {
        subscribe(Flow.zip(queued(5), Flux.<Integer>never(), Integer::sum)).dispose();

        assertThat(discarded).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void itemsOfAJoinAreDiscardedWhenAnotherInputEndsIt() {
        List<Integer> sums = ReactorFlow.toFlux(Flow.zip(queued(5), queued(1), Integer::sum))
                .doOnDiscard(Object.class, discarded::add)
                .collectList()
                .block(LIMIT);

        assertThat(sums).containsExactly(0);
        assertThat(discarded).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anItemIsDiscardedThatComesAfterItsJoinWasCancelled() {
        Late<Integer> late = new Late<>();
        subscribe(Flow.merge(late, Flux.never())).dispose();
        late.subscriber.onNext(7);

        assertThat(discarded).containsExactly(7);
    }

    @Test
    void anAwaitedValueIsDiscardedThatComesAfterTheCancel() {
        Late<Integer> late = new Late<>();
        Disposable subscription = subscribe(Flow.<Integer>generate(out -> {
            try {
                started.countDown();
                out.await(late);
            } finally {
                ended.countDown();
            }
        }));
        Latches.await(started);
        Until.isTrue(() -> late.subscriber != null);
        subscription.dispose();
        Latches.await(ended);
        late.subscriber.onNext(7);

        Until.isTrue(() -> !discarded.isEmpty());
        assertThat(discarded).containsExactly(7);
    }

    @Test
    void theResultOfABlockingCallIsDiscardedThatComesAfterTheCancel() {
        CountDownLatch cancelled = Latches.one();
        Disposable subscription = subscribe(Flow.<Integer>generate(out -> out.blocking(() -> {
            started.countDown();
            Latches.awaitUninterruptibly(cancelled);
            return "connection";
        })));
        Latches.await(started);
        subscription.dispose();
        cancelled.countDown();

        Until.isTrue(() -> !discarded.isEmpty());
        assertThat(discarded).containsExactly("connection");
    }

    @Test
    void anItemOfAStepIsDiscardedThatIsTakenDuringTheCancel() {
        List<Integer> delivered = new CopyOnWriteArrayList<>();
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription s) {
                // requested below
            }
        };
        AtomicInteger asked = new AtomicInteger();
        ReactorFlow.toFlux(Flow.<Integer>fromSteps(() -> () -> {
                    if (asked.incrementAndGet() == 3) {
                        subscriber.cancel();
                    }
                    return Step.emit(asked.get());
                }))
                .doOnNext(delivered::add)
                .doOnDiscard(Object.class, discarded::add)
                .subscribe(subscriber);
        subscriber.request(10);

        assertThat(delivered).containsExactly(1, 2);
        assertThat(discarded).containsExactly(3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aSourceThatIsReadDirectlyProducesNothingForADiscardHook() {
        AtomicInteger produced = new AtomicInteger();
        Flux<Integer> fused = Flux.generate(sink -> {
            if (produced.get() == 100_000) { // endless but for a failing test
                sink.complete();
            } else {
                sink.next(produced.getAndIncrement());
            }
        });
        List<Integer> items = itemsOf(out -> {
            try (Pull<Integer> numbers = out.pull(fused)) {
                out.emit(numbers.next());
            }
            out.emit(-1);
        });

        assertThat(items).containsExactly(0, -1);
        assertThat(produced).hasValue(1);
    }

    /** Without fusion: its items are queued before they are read. */
    private static Flux<Integer> queued(int size) {
        return Flux.fromStream(() -> IntStream.range(0, size).boxed()).hide();
    }

    private List<Integer> itemsOf(Body<Integer> body) {
        return ReactorFlow.flux(body)
                .doOnDiscard(Object.class, discarded::add)
                .collectList()
                .block(LIMIT);
    }

    private Disposable subscribe(Flow<?> flow) {
        return ReactorFlow.toFlux(flow)
                .doOnDiscard(Object.class, discarded::add)
                .subscribe();
    }

    /** Emits what a test says, also after it was cancelled. */
    private static final class Late<T> implements Publisher<T> {
        private volatile Subscriber<? super T> subscriber;

        @Override
        public void subscribe(Subscriber<? super T> s) {
            subscriber = s;
            s.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    // emits without being asked
                }

                @Override
                public void cancel() {
                    // does not care
                }
            });
        }
    }
}
