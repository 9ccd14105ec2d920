package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Reactor's tools see of a subscription, from both ends: its state, and the chain it is part of. */
class ScanTest {

    /** A source that does what the test says, and shows who has subscribed. */
    private static final class Tap extends Flux<Integer> implements Subscription {
        volatile CoreSubscriber<? super Integer> subscriber;

        @Override
        public void subscribe(CoreSubscriber<? super Integer> actual) {
            actual.onSubscribe(this);
            subscriber = actual; // who sees it may look at all of it, so not before it has its subscription
        }

        Scannable scanned() {
            return Scannable.from(subscriber);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private static Scannable subscribed(Recorder<?> recorder) {
        return Scannable.from(recorder.upstream());
    }

    // From downstream

    enum Stateful {
        BODY {
            @Override
            Flow<Integer> over(Flow<Integer> source) {
                return Flow.generate(out -> out.emitAll(source));
            }
        },
        JOIN {
            @Override
            Flow<Integer> over(Flow<Integer> source) {
                return Flow.merge(source, Flow.<Integer>empty());
            }
        };

        abstract Flow<Integer> over(Flow<Integer> source);
    }

    @ParameterizedTest
    @EnumSource
    void theChainLeadsFromTheSubscriberToTheStageAndBack(Stateful stage) {
        Recorder<Integer> recorder = Recorder.subscribe(stage.over(Flow.of(1, 2)));
        Scannable gate = subscribed(recorder);
        Scannable working = gate.scan(Attr.PARENT);
        assertThat(gate.scanUnsafe(Attr.ACTUAL)).isSameAs(recorder);
        assertThat(working.isScanAvailable()).isTrue();
        assertThat(working.scanUnsafe(Attr.ACTUAL)).isSameAs(gate);
    }

    @ParameterizedTest
    @EnumSource
    void theDemandOfAStageIsSeen(Stateful stage) {
        Recorder<Integer> recorder = Recorder.subscribe(stage.over(Flow.from(Mono.never())));
        Scannable working = subscribed(recorder).scan(Attr.PARENT);
        recorder.request(7);
        assertThat(working.scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(7);
        recorder.cancel();
    }

    @ParameterizedTest
    @EnumSource
    void aCancelIsSeen(Stateful stage) {
        Recorder<Integer> recorder = Recorder.subscribe(stage.over(Flow.from(Mono.never())));
        Scannable gate = subscribed(recorder);
        Scannable working = gate.scan(Attr.PARENT);
        assertThat(List.of(gate.scan(Attr.CANCELLED), working.scan(Attr.CANCELLED)))
                .containsOnly(false);
        recorder.cancel();
        assertThat(List.of(gate.scan(Attr.CANCELLED), working.scan(Attr.CANCELLED)))
                .containsOnly(true);
    }

    @ParameterizedTest
    @EnumSource
    void theEndIsSeen(Stateful stage) throws InterruptedException {
        Recorder<Integer> recorder = Recorder.subscribe(stage.over(Flow.of(1)));
        Scannable gate = subscribed(recorder);
        Scannable working = gate.scan(Attr.PARENT);
        assertThat(List.of(gate.scan(Attr.TERMINATED), working.scan(Attr.TERMINATED)))
                .containsOnly(false);
        recorder.request(2);
        recorder.awaitEnd();
        assertThat(gate.scan(Attr.TERMINATED)).isTrue();
        Waiting.until(() -> working.scan(Attr.TERMINATED)); // a body has ended once its thread has
    }

    @Test
    void aBodySignalsOnAThreadOfItsOwn() {
        Recorder<Integer> recorder = Recorder.subscribe(Source.BODY.of(Items.upTo(1)));
        assertThat(subscribed(recorder).scan(Attr.PARENT).scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    }

    @Test
    void aCallableShowsItsSubscriberAndACancel() {
        Recorder<Integer> recorder = Recorder.subscribe(Flow.fromCallable(() -> 1));
        Scannable waiting = subscribed(recorder);
        while (waiting.scan(Attr.PARENT) != null) {
            waiting = waiting.scan(Attr.PARENT);
        }
        assertThat(waiting.scanUnsafe(Attr.ACTUAL)).isSameAs(recorder);
        assertThat(waiting.scan(Attr.CANCELLED)).isFalse();
        recorder.cancel();
        assertThat(waiting.scan(Attr.CANCELLED)).isTrue();
    }

    // From a source

    enum Reading {
        JOIN {
            @Override
            Flow<Integer> over(Publisher<Integer> source) {
                return Flow.merge(List.of(source), PREFETCH);
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
    void whoReadsASourceShowsItAndLeadsToTheSubscriber(Reading reading) {
        Tap tap = new Tap();
        Recorder<Integer> recorder = Recorder.subscribe(reading.over(tap));
        recorder.request(1);
        Waiting.until(() -> tap.subscriber != null);
        Scannable working = subscribed(recorder).scan(Attr.PARENT);
        assertThat(tap.scanned().scanUnsafe(Attr.ACTUAL)).isSameAs(working);
        assertThat(tap.scanned().scanUnsafe(Attr.PARENT)).isSameAs(tap);
        assertThat(tap.scanned().scan(Attr.PREFETCH)).isEqualTo(Reading.PREFETCH);
        recorder.cancel();
    }

    @ParameterizedTest
    @EnumSource
    void whoReadsASourceShowsWhatWaitsAndTheEnd(Reading reading) throws InterruptedException {
        Tap tap = new Tap();
        Recorder<Integer> recorder = Recorder.subscribe(reading.over(tap));
        recorder.request(1);
        Waiting.until(() -> tap.subscriber != null);
        assertThat(tap.scanned().scan(Attr.BUFFERED)).isZero();
        tap.subscriber.onNext(1);
        Waiting.until(() -> recorder.items().size() == 1);
        tap.subscriber.onNext(2);
        tap.subscriber.onNext(3);
        int inTheBodysHand = 1;
        assertThat(tap.scanned().scan(Attr.BUFFERED)).isBetween(2 - inTheBodysHand, 2);
        assertThat(tap.scanned().scan(Attr.TERMINATED)).isFalse();
        tap.subscriber.onComplete();
        assertThat(tap.scanned().scan(Attr.TERMINATED)).isTrue();
        recorder.request(2);
        recorder.awaitEnd();
    }

    @Test
    void whoAwaitsASourceShowsItAndItsEnd() throws InterruptedException {
        Tap tap = new Tap();
        Recorder<Integer> recorder = Recorder.subscribe(Flow.task(turn -> turn.await(tap)));
        recorder.request(1);
        Waiting.until(() -> tap.subscriber != null);
        Scannable awaiting = tap.scanned();
        assertThat(awaiting.scanUnsafe(Attr.PARENT)).isSameAs(tap);
        assertThat(awaiting.scanUnsafe(Attr.ACTUAL))
                .isSameAs(subscribed(recorder).scan(Attr.PARENT));
        assertThat(awaiting.scan(Attr.TERMINATED)).isFalse();
        tap.subscriber.onComplete();
        assertThat(awaiting.scan(Attr.TERMINATED)).isTrue();
        recorder.awaitEnd();
    }

    @Test
    void whereItemsEnterARunShowsItsSourceAndState() throws InterruptedException {
        Tap tap = new Tap();
        Recorder<Integer> recorder =
                Recorder.subscribe(Source.STEPS.of(Items.upTo(1)).concatMap(x -> tap));
        recorder.request(3);
        Waiting.until(() -> tap.subscriber != null);
        Scannable entry = tap.scanned();
        assertThat(entry.scanUnsafe(Attr.PARENT)).isSameAs(tap);
        assertThat(entry.actuals()).last().isSameAs(subscribed(recorder));
        assertThat(entry.scan(Attr.BUFFERED)).isZero();
        assertThat(entry.scan(Attr.CANCELLED)).isFalse();
        assertThat(entry.scan(Attr.TERMINATED)).isFalse();
        tap.subscriber.onComplete();
        assertThat(entry.scan(Attr.TERMINATED)).isTrue();
        recorder.awaitEnd();
    }

    @Test
    void aCancelIsSeenWhereItemsEnterARun() {
        Tap tap = new Tap();
        Recorder<Integer> recorder =
                Recorder.subscribe(Source.STEPS.of(Items.upTo(1)).concatMap(x -> tap));
        recorder.request(1);
        Waiting.until(() -> tap.subscriber != null);
        recorder.cancel();
        assertThat(tap.scanned().scan(Attr.CANCELLED)).isTrue();
    }

    // Publishers

    @Test
    void aFluxWithABodyShowsWhatItIsMadeOf() {
        Scannable flux = Scannable.from(ReactorFlow.toFlux(Source.BODY.of(Items.upTo(1))));
        assertThat(flux.scan(Attr.PARENT)).isNotNull();
        assertThat(flux.scan(Attr.PARENT).scan(Attr.PARENT)).isNull();
        assertThat(flux.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    }

    @Test
    void aFluxOverAPublisherLeadsToIt() {
        Tap tap = new Tap();
        Flux<Integer> named = tap.name("tapped");
        Flux<Integer> flux = ReactorFlow.toFlux(Flow.from(named).map(x -> x));
        assertThat(Scannable.from(flux).name()).isEqualTo("tapped");
    }
}
