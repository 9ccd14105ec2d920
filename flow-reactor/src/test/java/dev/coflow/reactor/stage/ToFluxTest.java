package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ToFluxTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.from(ReactorFlow.toFlux(Source.BODY.of(items)));
    }

    @Override
    public int inHand() {
        return Source.IN_HAND;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void aFlowIsAPublisherAndAFluxOfTheSameItems(Source source) {
        Flow<Integer> flow = source.of(Items.upTo(3));
        for (Flux<Integer> flux : List.of(
                ReactorFlow.toFlux(flow),
                Flux.from(flow),
                flow.as(ReactorFlow::toFlux),
                Flux.just(1).flatMap(x -> flow))) {
            StepVerifier.create(flux).expectNext(1, 2, 3).expectComplete().verify(Waiting.LIMIT);
        }
    }

    @Test
    void aBodyIsAFluxInOneCall() {
        StepVerifier.create(ReactorFlow.<Integer>flux(out -> out.emit(1)))
                .expectNext(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Fusion

    @Test
    void aPlainChainKeepsItsFusion() {
        Flux<Integer> flux = ReactorFlow.toFlux(Flow.of(1, 2, 3).map(x -> 10 * x));
        assertThat(flux).isInstanceOf(Fuseable.class);
        StepVerifier.create(flux)
                .expectFusion(Fuseable.SYNC)
                .expectNext(10, 20, 30)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aChainOfSeveralFunctionsKeepsItsFusionToo() {
        Flow<String> flow =
                Flow.of(1, 2, 3).filter(x -> x != 2).map(x -> 10 * x).mapNotNull(String::valueOf);
        StepVerifier.create(ReactorFlow.toFlux(flow))
                .expectFusion(Fuseable.SYNC)
                .expectNext("10", "30")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aBodyPromisesNoFusion() {
        assertThat(ReactorFlow.toFlux(Source.BODY.of(Items.upTo(1)).map(x -> x)))
                .isNotInstanceOf(Fuseable.class);
    }

    // Scheduler

    @Test
    void itsDelaysGoThroughTheGivenScheduler() throws InterruptedException {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        Flow<String> flow = Flow.generate(out -> {
            out.cooperate(Duration.ofHours(1));
            out.emit("an hour later");
        });
        Recorder<String> recorder = Recorder.subscribe(ReactorFlow.toFlux(flow, clock));
        recorder.request(1);
        clock.advanceTimeBy(Duration.ofMinutes(59));
        assertThat(recorder.items()).isEmpty();
        clock.advanceTimeBy(Duration.ofMinutes(1));
        recorder.awaitEnd();
        assertThat(recorder.items()).containsExactly("an hour later");
        clock.dispose();
    }

    // Hooks and scans

    @Test
    void isSeenByReactorsHooks() {
        List<String> assembled = new ArrayList<>();
        Hooks.onEachOperator("spec", publisher -> {
            assembled.add(Scannable.from(publisher).stepName());
            return publisher;
        });
        try {
            ReactorFlow.toFlux(Source.BODY.of(Items.upTo(1)).map(x -> x));
        } finally {
            Hooks.resetOnEachOperator("spec");
        }
        assertThat(assembled).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void canBeScannedUpToTheBody() {
        Scannable last =
                Scannable.from(ReactorFlow.toFlux(Source.BODY.of(Items.upTo(1)).map(x -> x)));
        assertThat(last.isScanAvailable()).isTrue();
        assertThat(last.parents()).hasSize(2);
    }
}
