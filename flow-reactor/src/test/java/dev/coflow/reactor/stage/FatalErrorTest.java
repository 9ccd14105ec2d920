package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** What Reactor calls fatal is thrown through {@code onNext} and {@code onComplete} instead of being signalled. */
class FatalErrorTest {

    private final StackOverflowError error = new StackOverflowError("of the machine");
    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();

    enum Emitting {
        BODY {
            @Override
            Flow<Integer> items(Items items) {
                return Source.BODY.of(items);
            }
        },
        STEPS {
            @Override
            Flow<Integer> items(Items items) {
                return Source.STEPS.of(items);
            }
        },
        THREADED {
            @Override
            Flow<Integer> items(Items items) {
                return Source.THREADED.of(items);
            }
        },
        MERGE {
            @Override
            Flow<Integer> items(Items items) {
                return Flow.merge(Source.ITERABLE.of(items), Flow.<Integer>empty());
            }
        };

        abstract Flow<Integer> items(Items items);
    }

    @BeforeEach
    void collectDroppedErrors() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
    }

    @ParameterizedTest
    @EnumSource
    void ofASubscriberEndsTheFlow(Emitting emitting) throws InterruptedException {
        Items items = Items.upTo(9);
        Flux<Integer> flux = ReactorFlow.toFlux(emitting.items(items)).doOnNext(x -> {
            throw error;
        });
        Recorder<Integer> recorder = Recorder.subscribe(flux);
        recorder.request(9);
        assertThat(recorder.awaitError()).isSameAs(error);
        assertThat(items.drawn()).isEqualTo(1);
        assertThat(dropped).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofASubscriberThatIsToldTheEndGoesToTheHook(Emitting emitting) {
        Flux<Integer> flux = ReactorFlow.toFlux(emitting.items(Items.upTo(1))).doOnComplete(() -> {
            throw error;
        });
        Recorder<Integer> recorder = Recorder.subscribe(flux);
        recorder.request(9);
        Waiting.until(() -> !dropped.isEmpty());
        assertThat(dropped).containsExactly(error);
        assertThat(recorder.hasEnded()).isFalse();
    }

    /** Where a stage that waits for what comes next meets the error. */
    enum Meeting {
        MAPPER {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(x -> {
                    fatal.run();
                    return Flow.of(x);
                });
            }
        },
        MAPPER_TO_ITERABLE {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMapIterable(x -> {
                    fatal.run();
                    return List.of(x);
                });
            }
        },
        ON_FINISH {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(x -> Flow.<Integer>empty(), fatal);
            }
        },
        SUB_FLOW {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(x -> Flux.just(x).doOnNext(y -> fatal.run()));
            }
        },
        SUBSCRIBED_SUB_FLOW {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(x -> Flux.defer(() -> {
                    fatal.run();
                    return Flux.just(x);
                }));
            }
        },
        STEP {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.step(x -> {
                    fatal.run();
                    return Step.emit(x);
                });
            }
        },
        BEHIND_SUB_FLOW {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(Mono::just).map(x -> {
                    fatal.run();
                    return x;
                });
            }
        },
        BEHIND_PACE {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.pace(Duration.ofNanos(1)).map(x -> {
                    fatal.run();
                    return x;
                });
            }
        },
        BEFORE {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.map(x -> {
                            fatal.run();
                            return x;
                        })
                        .concatMap(Flow::of);
            }
        },
        FALLBACK {
            @Override
            Flow<Integer> over(Flow<Integer> source, Runnable fatal) {
                return source.concatMap(x -> Flow.<Integer>error(new IOException()))
                        .trap(IOException.class, e -> {
                            fatal.run();
                            return 0;
                        });
            }
        };

        abstract Flow<Integer> over(Flow<Integer> source, Runnable fatal);
    }

    static Stream<Arguments> meetings() {
        return Stream.of(Meeting.values())
                .flatMap(meeting -> Stream.of(Emitting.values()).map(emitting -> Arguments.of(meeting, emitting)));
    }

    @ParameterizedTest
    @MethodSource("meetings")
    void isTheErrorOfAFlowWhoseStageMeetsIt(Meeting meeting, Emitting emitting) throws InterruptedException {
        Recorder<Integer> recorder = Recorder.subscribe(meeting.over(emitting.items(Items.upTo(9)), () -> {
            throw error;
        }));
        recorder.request(9);
        assertThat(recorder.awaitError()).isSameAs(error);
        assertThat(dropped).isEmpty();
    }
}
