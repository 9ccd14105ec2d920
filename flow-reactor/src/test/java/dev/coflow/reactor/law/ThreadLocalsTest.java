package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Other turns see none of a body's thread-locals; a body and the stages of its run have the subscriber's class loader. */
class ThreadLocalsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void forget() {
        LOCAL.remove();
        INHERITABLE.remove();
    }

    @Test
    void areNotSeenByOtherStages() {
        Flow<Integer> secret = Flow.generate(out -> {
            LOCAL.set("secret");
            try {
                for (int i = 0; i < 50; i++) {
                    out.emit(i);
                    out.cooperate();
                    assertThat(LOCAL.get()).isEqualTo("secret");
                }
            } finally {
                LOCAL.remove();
            }
        });
        Flow<Integer> other = Flow.generate(out -> {
            for (int i = 0; i < 50; i++) {
                look();
                out.emit(i);
                out.cooperate();
            }
        });
        int[] n = {0};
        Flow<Integer> steps = Flow.fromSteps(() -> () -> {
            look();
            return n[0]++ == 100 ? Step.done() : n[0] % 2 == 0 ? Step.cooperate() : Step.emit(n[0]);
        });
        Flow<Integer> function = Flow.from(Flux.range(0, 50).hide()).map(this::look);
        Flow<Integer> zip = Flow.zip(secret, secret, (a, b) -> look(a));

        Flux.from(Flow.merge(List.of(secret, other, steps, function, zip), 1).map(this::look))
                .blockLast(LIMIT);

        assertThat(seen).isEmpty();
    }

    @Test
    void areNotSeenByAnotherRunThatTheBodyFeeds() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        Flux<Integer> other = Flux.from(Flow.merge(Flow.from(sink.asFlux())).map(this::look));
        Flow<Integer> secret = Flow.generate(out -> {
            LOCAL.set("secret");
            try {
                sink.tryEmitNext(1).orThrow();
                sink.tryEmitComplete().orThrow();
            } finally {
                LOCAL.remove();
            }
        });

        other.mergeWith(secret).blockLast(LIMIT);

        assertThat(seen).isEmpty();
    }

    @Test
    void areNotInherited() {
        INHERITABLE.set("of the subscriber");
        for (int i = 0; i < 20; i++) {
            Flux.from(Flow.generate(out -> note(INHERITABLE.get()))).blockLast(LIMIT);
        }

        assertThat(seen).isEmpty();
    }

    @Test
    void theContextClassLoaderIsTheSubscribers() throws Exception {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        try (URLClassLoader mine = new URLClassLoader(new URL[0], before)) {
            Flow<Integer> body = Flow.generate(out -> {
                for (int i = 0; i < 5; i++) {
                    loaders.add(Thread.currentThread().getContextClassLoader());
                    out.emit(i);
                    out.cooperate();
                }
            });
            int[] n = {0};
            Flow<Integer> steps = Flow.fromSteps(() -> () -> {
                loaders.add(Thread.currentThread().getContextClassLoader());
                return n[0]++ == 5 ? Step.done() : Step.emit(1);
            });
            Flow<Integer> flow = Flow.merge(List.of(body, steps, body), 1).map(x -> {
                loaders.add(Thread.currentThread().getContextClassLoader());
                return x;
            });
            self.setContextClassLoader(mine);
            Flux.from(flow).blockLast(LIMIT);

            assertThat(loaders).hasSize(5 + 6 + 5 + 15).containsOnly(mine);
        } finally {
            self.setContextClassLoader(before);
        }
    }

    private void look() {
        note(LOCAL.get());
    }

    private <T> T look(T item) {
        look();
        return item;
    }

    private void note(String value) {
        if (value != null) {
            seen.add(value);
        }
    }
}
