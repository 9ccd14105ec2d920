package dev.coflow.reactor.acceptance;

import static dev.coflow.reactor.acceptance.Original.C;
import static dev.coflow.reactor.acceptance.Original.LIMIT;
import static dev.coflow.reactor.acceptance.Original.countdown;
import static dev.coflow.reactor.acceptance.Original.gen;
import static dev.coflow.reactor.acceptance.Original.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Pull;
import dev.coflow.reactor.FlowDeferred;
import dev.coflow.reactor.acceptance.Original.Pair;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** The cases of the original's own test suite. */
class SuiteTest {

    private static Flow<Object> producer() {
        return Flow.generate(out -> {
            try (Pull<Object> left = out.pull(gen(1, 2, 3));
                    Pull<Object> right = out.pull(gen("one", "two", C, "three"))) {
                while (left.hasNext() && right.hasNext()) {
                    out.emit(new Pair(left.next(), right.next()));
                }
            }
        });
    }

    @Test
    void aListMayHoldInstructions() {
        assertThat(list(1, 2, C, 3).toList()).containsExactly(1, 2, 3);
    }

    @Test
    void aProducerZipsByPullingBoth() {
        assertThat(producer().toList()).asString().isEqualTo("[(1,one), (2,two), (3,three)]");
    }

    @Test
    void aConsumerPutsATitleBeforeAllOfAProducer() {
        Flow<Object> consumer = Flow.generate(out -> {
            out.emit("Title");
            out.emitAll(producer());
        });
        assertThat(consumer.toList()).asString().isEqualTo("[Title, (1,one), (2,two), (3,three)]");
    }

    @Test
    void aFailureComesAfterTheValueBeforeIt() {
        ArithmeticException error = new ArithmeticException("division by zero");
        StepVerifier.create(gen("x", error))
                .expectNext("x")
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
        assertThat(gen("x", error)
                        .trap(ArithmeticException.class, e -> "trapped")
                        .toList())
                .containsExactly("x", "trapped");
    }

    @Test
    void aZipOfUnevenEndsGoesOnToTheLongest() {
        Flow<Pair> zipped = Flow.zipLongest(
                list(1, 2, C, 3), list("a", "b"), (left, right) -> new Pair(left.orElse("–"), right.orElse("–")));
        assertThat(zipped.toList()).asString().isEqualTo("[(1,a), (2,b), (3,–)]");
    }

    @Test
    void aFailureOfAZippedSourceIsTheErrorOfTheZip() {
        ArithmeticException error = new ArithmeticException("zip");
        Flow<Pair> zipped = Flow.zip(list(1, 2, C, 3), gen("x", error), Pair::new);
        StepVerifier.create(zipped)
                .expectNext(new Pair(1, "x"))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
        assertThat(catchThrowable(() -> FlowDeferred.collect(zipped).block(LIMIT)))
                .isSameAs(error);
    }

    @Test
    void aFilterKeepsTheOddOnes() {
        assertThat(gen(1, 2, C, 3).filter(x -> (int) x % 2 == 1).toList()).containsExactly(1, 3);
    }

    @Test
    void aLineBreakCutsTextWhereverItsChunksEnd() {
        Flow<String> chunks =
                gen("Hello ", "World\nHappy", C, " Days", " Are Here\n").map(String.class::cast);
        assertThat(chunks.transform(Frames.by("\n").asStage()).toList())
                .containsExactly("Hello World", "Happy Days Are Here");
    }

    @Test
    void collectingGivesOneListOfAll() {
        assertThat(list(1, 2, 3).collect(Collectors.toList()).toList()).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void aDeferredMayBeAnInput() {
        Sinks.One<Object> deferred = Sinks.one();
        Flow<Object> future = Flow.fromFuture(() -> deferred.asMono().toFuture());
        Flow<Object> aTurnLater = Flow.generate(out -> {
            out.cooperate();
            deferred.tryEmitValue("test").orThrow();
        });
        assertThat(Flow.merge(future, gen(1, 2, C, 3), aTurnLater).toList())
                .containsExactlyInAnyOrder("test", 1, 2, 3)
                .containsSubsequence(1, 2, 3);
    }

    @Test
    void aCallbackIsASink() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        FlowDeferred<List<Integer>> collected = FlowDeferred.collect(Flow.from(sink.asFlux()));
        IntStream.rangeClosed(0, 8).forEach(i -> sink.tryEmitNext(i).orThrow());
        sink.tryEmitComplete().orThrow();
        assertThat(collected.block(LIMIT)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aCallbackMayFail() {
        IOException error = new IOException("callback");
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        FlowDeferred<List<Integer>> collected = FlowDeferred.collect(Flow.from(sink.asFlux()));
        IntStream.rangeClosed(0, 2).forEach(i -> sink.tryEmitNext(i).orThrow());
        sink.tryEmitError(error).orThrow();
        StepVerifier.create(collected)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
    }

    @Test
    void aThreadedCountdownCountsDown() {
        assertThat(Flow.threaded(() -> countdown(5).toIterable()).toList()).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void aThreadedErrorComesAfterTheValues() {
        IllegalArgumentException error = new IllegalArgumentException("value");
        Flow<Integer> threaded = Flow.threaded(() -> () -> new Iterator<Integer>() {
            private boolean first = true;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (!first) {
                    throw error;
                }
                first = false;
                return 1;
            }
        });
        StepVerifier.create(Flow.merge(threaded))
                .expectNext(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
    }
}
