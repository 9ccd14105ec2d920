package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** Whatever subscribes to an upstream, and however that ends: the upstream has ended by itself, or is cancelled. */
class OpenUpstreamsTest {

    private static final int ROUNDS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @BeforeEach
    void ignoreDroppedErrors() {
        Hooks.onErrorDropped(e -> {}); // an upstream that fails while its reader is cancelled
    }

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
    }

    /** A flow that subscribes to an upstream. */
    private record Reader(String name, Function<Flux<Integer>, Flow<Integer>> flow) {
        Flow<Integer> of(Flux<Integer> upstream) {
            return flow.apply(upstream);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                body("pull", up -> out -> out.pull(up).forEach(out::emit)),
                body("pull of one", up -> out -> out.pull(up, 1).forEach(out::emit)),
                body("pull with room for one", up -> out -> {
                    try (Pull<Integer> items = out.pull(up, 1)) {
                        items.forEach(out::emit);
                    }
                }),
                body("emitAll", up -> out -> out.emitAll(up)),
                body("select", up -> out -> {
                    Pull<Integer> left = out.pull(up);
                    Pull<Integer> right = out.pull(up, 1);
                    while (out.select(left, right).isPresent()) {
                        out.emit(left.poll().or(right::poll).orElseThrow());
                    }
                }),
                body("await", up -> out -> out.emit(out.await(up.last()))),
                body(
                        "awaitOptional",
                        up -> out -> out.emit(out.awaitOptional(up.last()).orElseThrow())),
                body("awaitEnd", up -> out -> {
                    out.awaitEnd(up);
                    out.emit(1);
                }),
                body("blocking", up -> out -> out.emit(out.blocking(up::blockLast))),
                new Reader("threadedStream", up -> Flow.threadedStream(up::toStream)),
                new Reader("from", Flow::from),
                new Reader("merge", up -> Flow.merge(up, up, numbers())),
                new Reader("zip", up -> Flow.zip(up, numbers(), Integer::sum)),
                new Reader("zip of two", up -> Flow.zip(up, up, Integer::sum)),
                new Reader("zipLongest", up -> Flow.zipLongest(up, numbers(), (a, b) -> 1)),
                new Reader("concatMap", up -> Flow.from(up).concatMap(x -> numbers())),
                new Reader("sub-flow of concatMap", up -> numbers().concatMap(x -> up)),
                new Reader("concatMapIterable", up -> Flow.from(up).concatMapIterable(List::of)),
                new Reader("step", up -> Flow.from(up).step(Step::emit)),
                new Reader("step that is done", up -> Flow.from(up).step(x -> x < 2 ? Step.emit(x) : Step.done())),
                new Reader("pace", up -> Flow.from(up).pace(Duration.ofNanos(1000))),
                new Reader("trap", up -> Flow.from(up).trap(IllegalStateException.class, e -> 9)),
                new Reader("reduce", up -> Flow.from(up).reduce(0, Integer::sum)),
                new Reader(
                        "transform",
                        up -> Flow.from(up).transform(f -> Flux.from(f).filter(x -> x > 0))),
                new Reader("merge in a body", up -> Flow.generate(out -> out.emitAll(Flow.merge(up, numbers(), up)))));
    }

    private static Reader body(String name, Function<Flux<Integer>, Body<Integer>> body) {
        return new Reader(name, up -> Flow.generate(body.apply(up)));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByACompletion(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(reader.of(upstream(Flux.empty()))).blockLast(LIMIT);

            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByAnErrorOfTheUpstream(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(reader.of(upstream(Flux.error(new IllegalStateException("expected")))))
                    .onErrorComplete()
                    .blockLast(LIMIT);

            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByACancelWhileItIsReadFrom(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Disposable subscription =
                    Flux.from(reader.of(upstream(Flux.never()))).subscribe();
            waitUntilSubscribed();
            subscription.dispose();

            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByACancelAtAnyMoment(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Disposable subscription = Flux.from(reader.of(upstream(Flux.never())))
                    .subscribeOn(Schedulers.parallel())
                    .subscribe();
            for (int i = 0; i < round * 10; i++) {
                Thread.onSpinWait();
            }
            subscription.dispose();
        }
        noneIsOpen();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByACancelInsideOnNext(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(reader.of(upstream(Flux.empty()))).take(1).blockLast(LIMIT);

            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByABodyThatThrows(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flow<Integer> throwing = Flow.generate(out -> {
                Pull<Integer> items = out.pull(reader.of(upstream(Flux.never())));
                while (subscribed.get() == 0) {
                    items.poll();
                    out.cooperate();
                }
                throw new IllegalStateException("expected");
            });

            assertThatThrownBy(() -> Flux.from(throwing).blockLast(LIMIT)).hasMessage("expected");
            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByABodyThatReturnsEarly(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(Flow.<Integer>generate(out -> {
                        Pull<Integer> items = out.pull(reader.of(upstream(Flux.never())));
                        while (subscribed.get() == 0) {
                            items.poll();
                            out.cooperate();
                        }
                    }))
                    .blockLast(LIMIT);

            noneIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noneIsLeftByAPullThatIsClosed(Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(Flow.<Integer>generate(out -> {
                        try (Pull<Integer> items = out.pull(reader.of(upstream(Flux.never())), 1)) {
                            while (subscribed.get() == 0) {
                                items.poll();
                                out.cooperate();
                            }
                        }
                        noneIsOpen();
                    }))
                    .blockLast(LIMIT);
        }
    }

    private void waitUntilSubscribed() {
        Until.isTrue(() -> subscribed.get() > 0);
    }

    /** Every upstream that was subscribed has ended. */
    private void noneIsOpen() {
        Until.isTrue(() -> open.get() == 0);
        subscribed.set(0);
    }

    /** Emits three items, and goes on as the given one does. */
    private Flux<Integer> upstream(Flux<Integer> last) {
        return Flux.just(1, 2, 3)
                .concatWith(last)
                .doOnSubscribe(s -> {
                    open.incrementAndGet();
                    subscribed.incrementAndGet();
                })
                .doFinally(signal -> open.decrementAndGet());
    }

    private static Flow<Integer> numbers() {
        return Flow.of(4, 5, 6);
    }
}
