package dev.coflow.reactor.law;

import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.ReactorFlow;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A body that runs for ever keeps nothing of what it is done with: neither sources nor their items. */
class NothingIsKeptTest {

    private interface Use {
        void of(Object token, Emitter<Object> out) throws Exception;
    }

    /** What a body does with something it would keep. */
    private record Work(String name, Use use) {
        @Override
        public String toString() {
            return name;
        }

        /** In a frame of its own, which holds the token no longer than the work takes. */
        WeakReference<Object> run(Emitter<Object> out) throws Exception {
            Object token = new Object();
            use.of(token, out);
            return new WeakReference<>(token);
        }
    }

    static Stream<Work> works() {
        return Stream.of(
                new Work("a pull read to its end", (token, out) -> out.emitAll(items(token))),
                new Work("a pull read to its end and not closed", (token, out) -> {
                    Pull<Object> pull = out.pull(Flux.range(0, 3).map(x -> token));
                    while (pull.hasNext()) {
                        pull.next();
                    }
                }),
                new Work("a pull that was closed", (token, out) -> {
                    try (Pull<Object> pull = out.pull(items(token), 1)) {
                        pull.next();
                    }
                }),
                new Work(
                        "an awaited value",
                        (token, out) -> out.await(items(token).next())),
                new Work("an awaited end", (token, out) -> out.awaitEnd(items(token))),
                new Work("a blocking call", (token, out) -> out.blocking(token::hashCode)));
    }

    private static Flux<Object> items(Object token) {
        return Flux.range(0, 3).map(x -> token).hide();
    }

    @ParameterizedTest
    @MethodSource("works")
    void ofWhatABodyIsDoneWith(Work work) {
        AtomicReference<WeakReference<Object>> token = new AtomicReference<>();
        CountDownLatch done = Latches.one();
        Flow<Object> flow = Flow.generate(out -> {
            token.set(work.run(out));
            done.countDown();
            out.await(Mono.never());
        });
        Disposable subscription = ReactorFlow.toFlux(flow).subscribe();
        Latches.await(done);
        Until.isTrue(() -> {
            System.gc();
            return token.get().get() == null;
        });
        subscription.dispose();
    }
}
