package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Operators of Reactor around flows and inside bodies. */
class WithReactorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Mono<String> afterASecond(String answer) {
        return ReactorFlow.mono(turn -> {
            turn.cooperate(SECOND);
            return answer;
        });
    }

    @Test
    void printsWhatReactorMakesOfIt() throws Exception {
        assertThat(Transcript.of("with-reactor"))
                .containsExactly(
                        "no answer",
                        "given up",
                        "[attempt 1, attempt 2, attempt 3]",
                        "6",
                        "tea and cake",
                        "next 1",
                        "next 2",
                        "onComplete");
    }

    @Test
    void aTimeoutInsideIsCaughtByTheBody() {
        StepVerifier.withVirtualTime(() -> WithReactor.timeoutInside(Mono.never(), SECOND))
                .expectSubscription()
                .expectNoEvent(SECOND)
                .expectNext("no answer")
                .verifyComplete();
        StepVerifier.create(WithReactor.timeoutInside(Mono.just("yes"), SECOND))
                .expectNext("yes")
                .verifyComplete();
    }

    @Test
    void aTimeoutOutsideCancelsTheBody() throws InterruptedException {
        PublisherProbe<String> silence = PublisherProbe.of(Mono.never());
        CountDownLatch released = new CountDownLatch(1);
        StepVerifier.withVirtualTime(() -> WithReactor.timeoutOutside(silence.mono(), SECOND, released::countDown))
                .expectSubscription()
                .expectNoEvent(SECOND)
                .expectNext("given up")
                .verifyComplete();
        silence.assertWasCancelled();
        assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRetryStartsAFreshBodyAfterThePause() {
        StepVerifier.withVirtualTime(() -> WithReactor.retried(WithReactor.unreliable(), 2, SECOND))
                .expectNext("attempt 1")
                .expectNoEvent(SECOND)
                .expectNext("attempt 2")
                .expectNoEvent(SECOND)
                .expectNext("attempt 3")
                .verifyComplete();
    }

    @Test
    void aLimitOfTwoStartsTheThirdBodyWhenOneHasEnded() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StepVerifier.withVirtualTime(() -> WithReactor.atMost(
                        2,
                        Flux.range(1, 4),
                        n -> Flow.<Integer>generate(out -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            out.emit(n);
                            out.cooperate(SECOND);
                            running.decrementAndGet();
                        })))
                .expectNextCount(2)
                .expectNoEvent(SECOND)
                .expectNextCount(2)
                .thenAwait(SECOND)
                .verifyComplete();
        assertThat(most).hasValue(2);
    }

    @Test
    void twoChildrenTakeTheTimeOfOne() {
        StepVerifier.withVirtualTime(() -> WithReactor.both(afterASecond("tea"), afterASecond("cake")))
                .expectSubscription()
                .expectNoEvent(SECOND)
                .expectNext("tea and cake")
                .verifyComplete();
    }

    @Test
    void aChildThatFailsCancelsTheOther() {
        PublisherProbe<String> other = PublisherProbe.of(Mono.never());
        IOException error = new IOException("no cake");
        StepVerifier.create(WithReactor.both(other.mono(), Mono.error(error)))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify();
        other.assertWasCancelled();
    }

    @Test
    void signalsBetweenTwoStagesAreWatched() {
        List<String> log = new ArrayList<>();
        Flow<Integer> flow = WithReactor.watched(Flow.of(2, 1, 0), log::add)
                .map(x -> 2 / x)
                .trap(ArithmeticException.class, e -> -1);
        assertThat(flow.toList()).containsExactly(1, 2, -1);
        assertThat(log).containsExactly("next 2", "next 1", "next 0");
    }
}
