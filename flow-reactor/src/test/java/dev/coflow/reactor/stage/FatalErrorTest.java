package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

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
}
