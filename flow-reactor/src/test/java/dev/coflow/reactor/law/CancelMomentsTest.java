package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Law 6, through every stage: whenever the cancel comes, {@code finally} runs once if the body was started, what it waits for is
 * cancelled, and nothing is emitted after.
 */
class CancelMomentsTest {

    private static final int ITEMS = 3;

    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger finallys = new AtomicInteger();
    private final AtomicInteger awaits = new AtomicInteger();
    private final AtomicInteger cancelledAwaits = new AtomicInteger();

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    private enum Moment {
        BEFORE_THE_FIRST_REQUEST,
        INSIDE_ON_SUBSCRIBE,
        INSIDE_ON_SUBSCRIBE_AFTER_A_REQUEST,
        INSIDE_THE_FIRST_ON_NEXT,
        WHILE_IT_WAITS,
        TWICE_WHILE_IT_WAITS
    }

    static Stream<Arguments> momentsOfEveryStage() {
        return StageRow.all().flatMap(row -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(row, moment)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("momentsOfEveryStage")
    void endsOnceAndIsSilent(StageRow row, Moment moment) {
        Canceller canceller = new Canceller(moment);
        row.over().apply(waiting()).subscribe(canceller);
        switch (moment) {
            case BEFORE_THE_FIRST_REQUEST -> {
                canceller.cancel();
                canceller.upstream.request(1);
            }
            case INSIDE_THE_FIRST_ON_NEXT -> {
                canceller.upstream.request(Long.MAX_VALUE);
                Until.isTrue(() -> canceller.cancelled);
            }
            case WHILE_IT_WAITS, TWICE_WHILE_IT_WAITS -> {
                canceller.upstream.request(Long.MAX_VALUE);
                Until.isTrue(() -> awaits.get() == 1 && canceller.items.get() == ITEMS);
                canceller.cancel();
                if (moment == Moment.TWICE_WHILE_IT_WAITS) {
                    canceller.upstream.cancel();
                }
            }
            default -> assertThat(canceller.cancelled).isTrue();
        }
        Until.isTrue(() -> finallys.get() == starts.get() && cancelledAwaits.get() == awaits.get());

        switch (moment) {
            case BEFORE_THE_FIRST_REQUEST, INSIDE_ON_SUBSCRIBE ->
                assertThat(finallys).hasValue(0);
            case INSIDE_ON_SUBSCRIBE_AFTER_A_REQUEST -> // a body that is in a run of its own has started
                assertThat(finallys.get()).isLessThanOrEqualTo(1);
            default -> assertThat(finallys).hasValue(1);
        }
        assertThat(canceller.late).hasValue(0);
        assertThat(dropped.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.StageRow#all")
    void endsOnceWhenItMeetsTheCompletion(StageRow row) {
        for (int round = 0; round < 100; round++) {
            Canceller canceller = new Canceller(null);
            row.over().apply(ending()).subscribe(canceller);
            canceller.upstream.request(Long.MAX_VALUE);
            for (int spin = round * 20; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            canceller.cancel();
            Until.isTrue(() -> finallys.get() == starts.get());

            assertThat(canceller.ends.get()).isLessThanOrEqualTo(1);
        }
        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void doesNotInterruptABodyInsideTheFunctionOfAnotherFlow() {
        CountDownLatch inFunction = Latches.one();
        CountDownLatch release = Latches.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicInteger after = new AtomicInteger();
        Flow<Integer> other = Flow.of(1)
                .concatMap(x -> Flux.from(waiting()).filter(y -> true))
                .map(x -> {
                    inFunction.countDown();
                    Latches.awaitUninterruptibly(release);
                    interrupted.set(Thread.interrupted());
                    return x;
                });
        Disposable subscription = Flux.from(other)
                .doOnNext(x -> after.incrementAndGet())
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe();
        Latches.await(inFunction);
        subscription.dispose();
        release.countDown();
        Until.isTrue(() -> finallys.get() == 1);

        assertThat(interrupted).isFalse();
        assertThat(after.get()).isLessThanOrEqualTo(1); // the item that was on its way
    }

    private Flow<Integer> waiting() {
        return Flow.generate(out -> {
            starts.incrementAndGet();
            try {
                for (int i = 1; i <= ITEMS; i++) {
                    out.emit(i);
                }
                out.await(Mono.delay(Duration.ofDays(1))
                        .doOnSubscribe(s -> awaits.incrementAndGet())
                        .doOnCancel(cancelledAwaits::incrementAndGet));
            } finally {
                finallys.incrementAndGet();
            }
        });
    }

    private Flow<Integer> ending() {
        return Flow.generate(out -> {
            starts.incrementAndGet();
            try {
                out.emit(1);
            } finally {
                finallys.incrementAndGet();
            }
        });
    }

    /** Counts what comes after its cancel has returned. */
    private static final class Canceller implements CoreSubscriber<Object> {
        private final Moment moment;
        private final AtomicInteger items = new AtomicInteger();
        private final AtomicInteger late = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private volatile Subscription upstream;
        private volatile boolean cancelled;

        Canceller(Moment moment) {
            this.moment = moment;
        }

        void cancel() {
            upstream.cancel();
            cancelled = true;
        }

        private void signalled() {
            if (cancelled) {
                late.incrementAndGet();
            }
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            if (moment == Moment.INSIDE_ON_SUBSCRIBE_AFTER_A_REQUEST) {
                s.request(1);
            }
            if (moment == Moment.INSIDE_ON_SUBSCRIBE || moment == Moment.INSIDE_ON_SUBSCRIBE_AFTER_A_REQUEST) {
                cancel();
            }
        }

        @Override
        public void onNext(Object item) {
            signalled();
            items.incrementAndGet();
            if (moment == Moment.INSIDE_THE_FIRST_ON_NEXT) {
                cancel();
            }
        }

        @Override
        public void onError(Throwable e) {
            signalled();
            ends.incrementAndGet();
        }

        @Override
        public void onComplete() {
            signalled();
            ends.incrementAndGet();
        }
    }
}
