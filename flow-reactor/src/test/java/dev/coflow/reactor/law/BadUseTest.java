package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Body;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Slot;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import dev.coflow.stage.FromIterable;
import dev.coflow.stage.Stage;
import dev.coflow.stage.Zip;
import dev.coflow.stage.ZipLongest;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;

/** A mistake gets an error that says what is required, what it was instead, and where there is one, the remedy. */
class BadUseTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * A mistake, and what its error says.
     *
     * @param make makes the mistake; what it throws is the error
     */
    private record Mistake(String name, Class<? extends Throwable> type, ThrowingCallable make, String... says) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"ofADescription", "ofABody", "ofAFunction", "ofASource"})
    void isToldOf(Mistake mistake) {
        Throwable error = catchThrowable(mistake.make());

        assertThat(error).isInstanceOf(mistake.type());
        assertThat(error.getMessage()).contains(mistake.says());
    }

    static Stream<Mistake> ofADescription() {
        Stage<Integer> source = new FromIterable<>(List.of(1));
        Slot<Integer> known = Slot.named("known");
        return Stream.of(
                new Mistake(
                        "prefetch of merge",
                        IllegalArgumentException.class,
                        () -> Flow.merge(List.of(Flow.of(1)), 0),
                        "prefetch > 0 required but it was 0"),
                new Mistake(
                        "prefetch of zip",
                        IllegalArgumentException.class,
                        () -> new Zip<>(List.of(source), x -> x, -1),
                        "prefetch > 0 required but it was -1"),
                new Mistake(
                        "prefetch of zipLongest",
                        IllegalArgumentException.class,
                        () -> new ZipLongest<>(List.of(source), x -> x, 0),
                        "prefetch > 0 required but it was 0"),
                new Mistake(
                        "interval of pace",
                        IllegalArgumentException.class,
                        () -> Flow.of(1).pace(Duration.ZERO),
                        "interval > 0 required but it was PT0S"),
                new Mistake(
                        "negative interval of pace",
                        IllegalArgumentException.class,
                        () -> Flow.of(1).pace(Duration.ofSeconds(-1)),
                        "interval > 0 required but it was PT-1S"),
                new Mistake(
                        "trap of nothing",
                        IllegalArgumentException.class,
                        () -> Flow.of(1).trap(List.of(), e -> 1),
                        "at least one type of error to trap required but there was none"),
                new Mistake(
                        "unknown slot",
                        IllegalArgumentException.class,
                        () -> Flow.of(1).slot(known).fill(Slot.<Integer>named("other"), f -> f),
                        "a slot of this flow is required but it has no \"other\"",
                        "it has \"known\""),
                new Mistake(
                        "null among items",
                        NullPointerException.class,
                        () -> Flow.of("a", null),
                        "items: a flow carries no null"));
    }

    static Stream<Mistake> ofABody() {
        return Stream.of(
                inBody(
                        "null emitted",
                        NullPointerException.class,
                        out -> out.emit(null),
                        "no null",
                        "emit",
                        "Optional"),
                inBody(
                        "prefetch of pull",
                        IllegalArgumentException.class,
                        out -> out.pull(Flow.of(1), 0),
                        "prefetch > 0 required but it was 0"),
                inBody(
                        "select of nothing",
                        IllegalArgumentException.class,
                        Emitter::select,
                        "at least one pull to select from required but there was none"),
                inBody(
                        "select of another body's pull",
                        IllegalArgumentException.class,
                        out -> {
                            Pull<Integer> mine = out.pull(Flow.of(1));
                            out.awaitEnd(Flow.run(other -> other.select(mine)));
                        },
                        "a pull that this body has opened is required but another's was given: pull its source here"),
                inBody(
                        "await of nothing",
                        NoSuchElementException.class,
                        out -> out.await(Mono.empty()),
                        "await requires one value but the source completed empty: use awaitOptional or awaitEnd"),
                inBody(
                        "await of two",
                        IllegalStateException.class,
                        out -> out.await(Flux.just(1, 2).hide()),
                        "at most one value required but the source emitted a second: use pull"),
                inBody(
                        "a closed pull read",
                        NoSuchElementException.class,
                        out -> {
                            Pull<Integer> pull = out.pull(Flow.of(1));
                            pull.close();
                            pull.next();
                        },
                        "a pull that is open is required but it was closed"));
    }

    private static Mistake inBody(String name, Class<? extends Throwable> type, Body<Object> mistake, String... says) {
        return new Mistake(name, type, () -> Flow.generate(mistake).toList(), says);
    }

    static Stream<Mistake> ofAFunction() {
        Flow<Integer> one = Flow.of(1);
        return Stream.of(
                nullOf("step", one.<Integer>step(x -> null), "a step is required", "returned null", "Step.skip()"),
                nullOf(
                        "supplier of step",
                        one.<Integer>stepWith(() -> null),
                        "a function is required",
                        "returned null"),
                nullOf("steps", Flow.<Integer>fromSteps(() -> () -> null), "a step is required", "null", "Step.done()"),
                nullOf(
                        "supplier of steps",
                        Flow.<Integer>fromSteps(() -> null),
                        "a state machine is required but the supplier returned null"),
                nullOf(
                        "threaded",
                        Flow.<Integer>threaded(() -> null),
                        "an iterable is required but the callable returned null"),
                nullOf(
                        "threadedStream",
                        Flow.<Integer>threadedStream(() -> null),
                        "a stream is required but the callable returned null"),
                nullOf(
                        "fromStream",
                        Flow.<Integer>fromStream(() -> null),
                        "a stream is required but the supplier returned null"),
                nullOf("transform", one.<Integer>transform(f -> null), "transform", "returned null"),
                nullOf("trap", Flow.<Integer>error(new Exception()).trap(Exception.class, e -> null), "trap", "null"),
                nullOf("zip", Flow.zip(one, one, (a, b) -> null), "zip", "null"),
                nullOf("zipLongest", Flow.zipLongest(one, one, (a, b) -> null), "zipLongest", "null"),
                nullOf("map", one.map(x -> null), "mapper", "null"),
                nullOf("concatMap", one.<Integer>concatMap(x -> null), "concatMap: a publisher is required", "null"),
                nullOf(
                        "concatMapIterable",
                        one.<Integer>concatMapIterable(x -> null),
                        "an iterable is required",
                        "null"),
                nullOf("reduce", one.<Integer>reduce(0, (a, b) -> null), "null"));
    }

    private static Mistake nullOf(String name, Flow<?> flow, String... says) {
        return new Mistake("null of " + name, NullPointerException.class, flow::toList, says);
    }

    static Stream<Mistake> ofASource() {
        return Stream.of(
                new Mistake(
                        "more than was requested, of a merge's input",
                        IllegalStateException.class,
                        () -> overflow(source -> Flow.merge(List.of(source), 2)),
                        "at most 2 items were requested but the source emitted more: it breaks §1.1"),
                new Mistake(
                        "a second item for toMono",
                        IndexOutOfBoundsException.class,
                        () -> ReactorFlow.toMono(Flow.of(1, 2)).block(LIMIT),
                        "more than one"),
                new Mistake(
                        "toList on a thread that must not block",
                        IllegalStateException.class,
                        () -> onParallel(() -> Flow.of(1).toList()),
                        "block"),
                new Mistake(
                        "toStream on a thread that must not block",
                        IllegalStateException.class,
                        () -> onParallel(() -> Flow.of(1).toStream().iterator().hasNext()),
                        "block"),
                new Mistake(
                        "toIterable on a thread that must not block",
                        IllegalStateException.class,
                        () -> onParallel(
                                () -> Flow.of(1).toIterable().iterator().hasNext()),
                        "block"));
    }

    private static void overflow(Function<Publisher<Integer>, Flow<Integer>> over) throws Throwable {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
        AtomicReference<Throwable> error = new AtomicReference<>();
        Asking<Integer> subscriber = new Asking<>(item -> {}, error::set);
        over.apply(source).subscribe(subscriber);
        subscriber.upstream.request(1);
        for (int i = 0; i < 100; i++) { // a queue may be larger than it must
            source.next(i);
        }
        subscriber.upstream.request(100);
        throw error.get();
    }

    private static <T> void onParallel(Callable<T> call) {
        Mono.fromCallable(call).subscribeOn(Schedulers.parallel()).block(LIMIT);
    }

    @Test
    void aHandleUsedAfterItsBodySaysSo() {
        AtomicReference<Emitter<Integer>> leaked = new AtomicReference<>();
        Flow.<Integer>generate(leaked::set).toList();

        // the end is seen before the thread has left the body
        Until.isTrue(() -> catchThrowable(() -> leaked.get().emit(1))
                .getMessage()
                .equals("a handle is valid until its body ends but it was used after that"));
    }

    @Test
    void aHandleUsedOnAnotherThreadNamesThatThread() {
        Flow<Throwable> flow = Flow.generate(out -> out.emit(out.blocking(() -> catchThrowable(out::cooperate))));

        assertThat(flow.toList().get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("a handle is valid on its body's thread but it was used on boundedElastic.*: .*");
    }

    /** §3.9 and §1.3: the error waits until the item that is being delivered is through. */
    @Test
    void aRequestThatIsNotPositiveIsAnErrorAfterTheItemUnderDelivery() {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            CountDownLatch delivering = Latches.one();
            CountDownLatch requested = Latches.one();
            CountDownLatch ended = Latches.one();
            AtomicReference<String> order = new AtomicReference<>("");
            Asking<Integer> subscriber = new Asking<>(
                    item -> {
                        delivering.countDown();
                        Latches.await(requested);
                        order.updateAndGet(o -> o + "item ");
                    },
                    e -> {
                        order.updateAndGet(o -> o + e.getMessage());
                        ended.countDown();
                    });
            Flow.<Integer>generate(out -> {
                        for (int i = 0; true; i++) {
                            out.emit(i);
                        }
                    })
                    .subscribe(subscriber);
            subscriber.upstream.request(1);
            Latches.await(delivering);
            subscriber.upstream.request(n);
            requested.countDown();
            Latches.await(ended);

            assertThat(order.get()).isEqualTo("item §3.9: a request of n > 0 is required but it was " + n);
        }
    }

    @Test
    void aDelayThatIsNotPositiveIsATurnGivenAway() {
        for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            StringBuilder order = new StringBuilder();
            Flow<Integer> cooperating = Flow.generate(out -> {
                order.append("before ");
                out.cooperate(delay);
                order.append("after");
            });
            Flow<Integer> other = Flow.generate(out -> order.append("other "));
            Flow.merge(cooperating, other).toList();

            assertThat(order).hasToString("before other after");
        }
    }

    @Test
    void aDelayOfAStepThatIsNotPositiveOffersTheItemAgain() {
        Flow<Integer> flow = Flow.of(1).stepWith(() -> {
            int[] offers = {0};
            return x -> offers[0]++ == 0 ? Step.cooperate(Duration.ofSeconds(-1)) : Step.emit(x);
        });

        assertThat(flow.toList()).containsExactly(1);
    }

    /** Asks for what a test says, checked by nobody. */
    private static final class Asking<T> implements CoreSubscriber<T> {
        private final Consumer<T> onItem;
        private final Consumer<Throwable> onError;
        private volatile Subscription upstream;

        Asking(Consumer<T> onItem, Consumer<Throwable> onError) {
            this.onItem = onItem;
            this.onError = onError;
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
        }

        @Override
        public void onNext(T item) {
            onItem.accept(item);
        }

        @Override
        public void onError(Throwable e) {
            onError.accept(e);
        }

        @Override
        public void onComplete() {
            // of no interest
        }
    }
}
