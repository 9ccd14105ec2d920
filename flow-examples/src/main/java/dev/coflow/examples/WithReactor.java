package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What Reactor has goes around a flow, or around what its body awaits; nothing of it exists here a second time. */
final class WithReactor {

    private WithReactor() {}

    /** A limit for one question: the body catches the error and goes on. */
    static Mono<String> timeoutInside(Mono<String> answer, Duration limit) {
        return ReactorFlow.mono(turn -> {
            try {
                return turn.await(answer.timeout(limit), TimeoutException.class);
            } catch (TimeoutException e) {
                return "no answer";
            }
        });
    }

    /** A limit for the whole body: it is cancelled, and releases what it holds. */
    static Mono<String> timeoutOutside(Mono<String> answer, Duration limit, Runnable release) {
        Mono<String> body = ReactorFlow.mono(turn -> {
            try {
                return turn.await(answer);
            } finally {
                release.run();
            }
        });
        return body.timeout(limit).onErrorReturn(TimeoutException.class, "given up");
    }

    /** Every attempt is a fresh body, which starts from its beginning. */
    static <T> Flux<T> retried(Flow<T> unreliable, int times, Duration pause) {
        return unreliable.as(ReactorFlow::toFlux).retryWhen(Retry.fixedDelay(times, pause));
    }

    /** So many bodies at once, each a run of its own; the next starts when one has ended. */
    static <A, T> Flux<T> atMost(int concurrency, Flux<A> all, Function<A, Flow<T>> body) {
        return all.flatMap(body, concurrency);
    }

    /** Two children at the same time; the body goes on when both have answered, and one that fails cancels the other. */
    static Mono<String> both(Mono<String> left, Mono<String> right) {
        return ReactorFlow.mono(turn -> {
            var answers = turn.await(Mono.zip(left, right));
            return answers.getT1() + " and " + answers.getT2();
        });
    }

    /** Whoever watches signals watches those of a flow. */
    static <T> Flow<T> watched(Flow<T> flow, Consumer<String> log) {
        return flow.transform(f -> Flux.from(f)
                .doOnEach(signal -> log.accept(signal.hasValue() ? "next " + signal.get() : signal.getType() + "")));
    }

    /** Fails twice before it is through. */
    static Flow<String> unreliable() {
        AtomicInteger attempts = new AtomicInteger();
        return Flow.generate(out -> {
            int attempt = attempts.incrementAndGet();
            out.emit("attempt " + attempt);
            if (attempt < 3) {
                throw new IllegalStateException("line lost");
            }
        });
    }

    static void run(PrintStream out) {
        Duration limit = Duration.ofMillis(20);
        Mono<String> silence = Mono.never();
        out.println(timeoutInside(silence, limit).block()); // no answer
        out.println(timeoutOutside(silence, limit, () -> {}).block()); // given up
        out.println(retried(unreliable(), 2, limit).collectList().block()); // [attempt 1, attempt 2, attempt 3]
        out.println(atMost(2, Flux.just(3, 2, 1), Counter::counter).count().block()); // 6
        out.println(both(later("tea", limit), later("cake", limit)).block()); // tea and cake
        watched(Flow.of(1, 2), out::println).toList(); // next 1, next 2, onComplete
    }

    private static Mono<String> later(String answer, Duration delay) {
        return ReactorFlow.mono(turn -> {
            turn.cooperate(delay);
            return answer;
        });
    }
}
