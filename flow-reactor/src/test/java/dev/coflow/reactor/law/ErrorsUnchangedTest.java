package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Law 7: what user code throws, checked or not, is what downstream's {@code onError} gets, and what a pull throws. */
class ErrorsUnchangedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Stream<Throwable> errors() {
        return Stream.of(
                new IOException("checked"),
                new IllegalStateException("unchecked"),
                new CompletionException(new IOException("wrapped by its thrower")),
                new TimeoutException(),
                new InterruptedException("not by us"),
                new AssertionError("an error"),
                new NoClassDefFoundError("of the linker"),
                new StackOverflowError("of the machine"),
                new Throwable("neither"));
    }

    /** Where an error may come from. */
    private record Source(String name, Function<Throwable, Flow<Integer>> failing) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Source> sources() {
        return Stream.of(
                new Source("body", e -> Flow.generate(out -> Errors.raise(e))),
                new Source(
                        "body that waited",
                        e -> Flow.generate(out -> {
                            out.cooperate(Duration.ofNanos(1));
                            Errors.raise(e);
                        })),
                new Source("task", e -> Flow.task(turn -> Errors.raise(e))),
                new Source("blocking", e -> Flow.task(turn -> turn.blocking(() -> Errors.raise(e)))),
                new Source(
                        "await",
                        e -> Flow.task(turn -> turn.await(Mono.<Integer>error(e).hide()))),
                new Source("await of a failed mono", e -> Flow.task(turn -> turn.await(Mono.<Integer>error(e)))),
                new Source("await of a failed flux", e -> Flow.task(turn -> turn.await(Flux.<Integer>error(e)))),
                new Source("await of a future", e -> Flow.task(turn -> turn.await(failed(e)))),
                new Source(
                        "pull",
                        e -> Flow.generate(
                                out -> out.emitAll(Flux.<Integer>error(e).hide()))),
                new Source(
                        "pull of a body",
                        e -> Flow.generate(out -> out.emitAll(Flow.<Integer>generate(in -> Errors.raise(e))))),
                new Source("steps", e -> Flow.fromSteps(() -> () -> Errors.raise(e))),
                new Source("supplier of steps", e -> Flow.fromSteps(() -> Errors.raise(e))),
                new Source("combiner", e -> Flow.zip(Flow.of(1), Flow.of(2), (a, b) -> Errors.raise(e))),
                new Source("threaded", e -> Flow.threaded(() -> Errors.raise(e))),
                new Source("callable", e -> Flow.fromCallable(() -> Errors.raise(e))),
                new Source("future", e -> Flow.fromFuture(() -> failed(e))),
                new Source("publisher", e -> Flow.from(Flux.error(e))),
                new Source("error", e -> Flow.error(e)));
    }

    /** Code of Reactor's own operators rethrows what the machine or the linker throws; bodies, steps and joins are ours. */
    static Stream<Arguments> failures() {
        List<Arguments> all = new ArrayList<>();
        sources()
                .forEach(source -> errors().filter(
                                e -> isOurs(source) || !(e instanceof LinkageError || e instanceof VirtualMachineError))
                        .forEach(e -> all.add(Arguments.of(source, e))));
        return all.stream();
    }

    private static boolean isOurs(Source source) {
        return !List.of("threaded", "callable", "future", "await of a future", "publisher", "error")
                .contains(source.name());
    }

    private static CompletableFuture<Integer> failed(Throwable e) {
        return CompletableFuture.failedFuture(e);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("failures")
    void arrives(Source source, Throwable e) {
        Throwable expected = isOfAFuture(source) && e instanceof CompletionException ? e.getCause() : e;
        Flow<Integer> flow = source.failing().apply(e);

        arrivesFrom(flow, expected);
        arrivesFrom(Flow.merge(flow, Flow.<Integer>generate(out -> out.await(Mono.never()))), expected);
        arrivesFrom(Flow.of(1).concatMap(x -> flow), expected);
        arrivesFrom(flow.map(x -> x).filter(x -> true).reduce(0, Integer::sum), expected);
        arrivesFrom(Flow.<Integer>generate(out -> out.emitAll(flow)), expected);
        arrivesFrom(flow.trap(ZipException.class, x -> 1), expected);
        arrivesFrom(ReactorFlow.toMono(flow), expected);
        assertThat(catchThrowable(flow::toList)).isSameAs(expected);
    }

    private static boolean isOfAFuture(Source source) {
        return source.name().contains("future");
    }

    private static void arrivesFrom(Publisher<?> publisher, Throwable e) {
        StepVerifier.create(publisher).expectErrorMatches(x -> x == e).verify(LIMIT);
    }

    @Test
    void anExpectedErrorOfAPullCanBeCaught() {
        IOException error = new IOException("expected");
        Flow<Integer> source = Flow.generate(out -> {
            out.emit(1);
            throw error;
        });
        List<Throwable> caught = new ArrayList<>();
        Flow<Integer> body = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(source, IOException.class)) {
                for (Integer item : items) {
                    out.emit(item);
                }
            } catch (IOException e) {
                caught.add(e);
                out.emit(2);
            }
        });

        StepVerifier.create(body).expectNext(1, 2).expectComplete().verify(LIMIT);
        assertThat(caught).containsExactly(error);
    }

    /** Throws anything as unchecked. */
    private static final class Errors {
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        static <R, E extends Throwable> R raise(Throwable e) throws E {
            throw (E) e;
        }
    }
}
