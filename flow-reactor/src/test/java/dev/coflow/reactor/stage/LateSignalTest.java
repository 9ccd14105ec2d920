package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Scannable;
import reactor.core.publisher.Hooks;

/** What a source signals when nobody reads it any more is not lost, and changes nothing. */
class LateSignalTest {

    private final ManualSource source = ManualSource.create();
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
        source.awaitRequest();
        return recorder;
    }

    @ParameterizedTest
    @EnumSource
    void afterItsEnd(Reader reader) throws InterruptedException {
        Recorder<Integer> recorder = read(reader);
        IllegalStateException error = new IllegalStateException("late");
        source.subscriber().onNext(1);
        source.subscriber().onComplete();
        recorder.awaitEnd();
        source.subscriber().onNext(2);
        source.subscriber().onComplete();
        source.subscriber().onError(error);
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
        source.awaitCancel();
        source.subscriber().onNext(2);
        Waiting.until(() -> leftOver.size() == 1);
        source.subscriber().onError(error);
        Waiting.until(() -> leftOver.size() == 2);
        assertThat(leftOver).containsExactly(2, error);
        assertThat(recorder.hasEnded()).isFalse();
        assertThat(recorder.items()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterACancelGoesToTheHookUnlessItSaysCancelled(Reader reader) {
        Recorder<Integer> recorder = read(reader);
        recorder.cancel();
        source.awaitCancel();
        IllegalStateException error = new IllegalStateException("late");
        source.subscriber().onError(error);
        assertThat(leftOver).containsExactly(error);
        source.subscriber().onError(new InterruptedException("cancelled"));
        assertThat(leftOver).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSubscriptionIsCancelled(Reader reader) throws InterruptedException {
        Recorder<Integer> recorder = read(reader);
        ManualSource second = ManualSource.create();
        source.subscriber().onSubscribe(second);
        assertThat(second.isCancelled()).isTrue();
        assertThat(source.isCancelled()).isFalse();
        source.subscriber().onComplete();
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
        source.subscriber().onNext(1);
        source.subscriber().onNext(2);
        assertThat(leftOver).isEmpty();
        assertThat(Scannable.from(source.subscriber()).scan(Scannable.Attr.BUFFERED))
                .isEqualTo(2);
        recorder.cancel();
        Waiting.until(() -> leftOver.size() == 2);
        assertThat(leftOver).containsExactly(1, 2);
        assertThat(recorder.items()).isEmpty();
    }

    static Stream<UnaryOperator<Flow<Integer>>> oneByOne() {
        return Stream.of(
                flow -> flow.concatMap(Flow::of),
                flow -> flow.concatMapIterable(List::of),
                flow -> flow.step(Step::emit),
                flow -> flow.pace(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("oneByOne")
    void anItemThatACancelMeetsOnItsWayIsDiscardedAsItIs(UnaryOperator<Flow<Integer>> stage) {
        AtomicReference<Recorder<Integer>> recorder = new AtomicReference<>();
        Flow<Integer> cancelling = Flow.from(source).map(item -> {
            recorder.get().cancel();
            return item;
        });
        recorder.set(Recorder.subscribe(
                ReactorFlow.toFlux(stage.apply(cancelling)).doOnDiscard(Object.class, leftOver::add)));
        recorder.get().request(1);
        source.subscriber().onNext(1);
        assertThat(leftOver).containsExactly(1);
    }

    @Test
    void anErrorOfAFunctionThatHasCancelledGoesToTheHook() {
        IllegalStateException error = new IllegalStateException("late");
        AtomicReference<Recorder<Integer>> recorder = new AtomicReference<>();
        Flow<Integer> failing = Source.BODY.of(Items.upTo(3)).map(item -> {
            recorder.get().cancel();
            throw error;
        });
        recorder.set(Recorder.subscribe(failing));
        recorder.get().request(3);
        Waiting.until(() -> !leftOver.isEmpty());
        assertThat(leftOver).containsExactly(error);
        assertThat(recorder.get().hasEnded()).isFalse();
    }

    @Test
    void aRequestThatIsNotPositiveChangesNothingAfterTheEnd() throws InterruptedException {
        Recorder<Integer> recorder = read(Reader.CONCAT_MAP);
        source.subscriber().onComplete();
        recorder.awaitEnd();
        recorder.request(0);
        recorder.cancel();
        recorder.request(0);
        assertThat(recorder.awaitError()).isNull();
        assertThat(leftOver).isEmpty();
    }

    @Test
    void aRequestThatIsNotPositiveChangesNothingAfterACancel() {
        Recorder<Integer> recorder = read(Reader.CONCAT_MAP);
        recorder.cancel();
        source.awaitCancel();
        recorder.request(0);
        assertThat(recorder.hasEnded()).isFalse();
        assertThat(leftOver).isEmpty();
    }
}
