package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.reactor.FlowDeferred;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The error of a deferred that nobody has looked at is reported when the deferred is garbage, and no other. */
class UnseenErrorTest {

    private static final String MESSAGE = "of the deferred";

    private final List<String> reported = new CopyOnWriteArrayList<>();

    @BeforeEach
    void collectWhatIsDropped() {
        Hooks.onErrorDropped(e -> reported.add(e.getMessage()));
    }

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void isReportedOnceWhenTheDeferredIsGarbage() {
        failUnseen();
        awaitReport(MESSAGE);
        failing("another");
        awaitReport("another");
        assertThat(reported).containsOnlyOnce(MESSAGE);
    }

    /** It is not reported as long as someone may look. */
    private void failUnseen() {
        FlowDeferred<Object> deferred = failing(MESSAGE);
        assertThat(deferred.isDisposed()).isTrue();
        assertThat(reported).isEmpty();
        Reference.reachabilityFence(deferred);
    }

    @Test
    void isReportedWhenItComesAfterTheDeferredBecameGarbage() {
        Sinks.One<Object> source = Sinks.one();
        awaitGarbage(new WeakReference<>(FlowDeferred.from(source.asMono())));
        source.tryEmitError(new IOException(MESSAGE)).orThrow();
        assertThat(reported).containsExactly("another", MESSAGE);
    }

    static List<Consumer<FlowDeferred<Object>>> observers() {
        return List.of(deferred -> deferred.subscribe(item -> {}, error -> {}), FlowDeferred::dispose);
    }

    @ParameterizedTest
    @MethodSource("observers")
    void isNotReportedIfItWasObserved(Consumer<FlowDeferred<Object>> observer) {
        awaitGarbage(observed(observer));
        assertThat(reported).containsExactly("another");
    }

    private static WeakReference<Object> observed(Consumer<FlowDeferred<Object>> observer) {
        FlowDeferred<Object> deferred = failing(MESSAGE);
        observer.accept(deferred);
        return new WeakReference<>(deferred);
    }

    private static FlowDeferred<Object> failing(String message) {
        return FlowDeferred.from(Mono.error(new IOException(message)));
    }

    /** Until it was noticed, too, that it is garbage: what became garbage later was. */
    private void awaitGarbage(WeakReference<?> deferred) {
        await(() -> deferred.get() == null);
        failing("another");
        awaitReport("another");
    }

    private void awaitReport(String message) {
        await(() -> reported.contains(message));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Waiting.LIMIT).until(() -> {
            System.gc();
            return condition.call();
        });
    }
}
