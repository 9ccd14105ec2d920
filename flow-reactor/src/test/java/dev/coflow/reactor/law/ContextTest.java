package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Law 9: a body sees its subscriber's Context, and so does what it pulls and awaits. Thread-locals registered with
 * context-propagation are set from it in bodies and stage functions, and visible to nobody else's code.
 */
class ContextTest {

    private static final String KEY = "flow-test-user";
    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeAll
    static void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER);
    }

    @AfterAll
    static void unregister() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    }

    private static <T> Flux<T> asUser(String user, Flow<T> flow) {
        return ReactorFlow.toFlux(flow).contextWrite(context -> context.put(KEY, user));
    }

    private static String user() {
        return String.valueOf(USER.get());
    }

    private static Mono<String> userOfContext() {
        return Mono.deferContextual(context -> Mono.just(context.getOrDefault(KEY, "nobody")));
    }

    private static final Flow<String> BODY_OF_CONTEXT =
            Flow.generate(out -> out.emit(out.<String>context(KEY).orElse("nobody")));

    static Stream<Flow<String>> readersOfTheContext() {
        return Stream.of(
                BODY_OF_CONTEXT,
                Flow.task(turn -> turn.await(userOfContext())),
                Flow.task(turn -> turn.await(BODY_OF_CONTEXT)),
                Flow.generate(out -> out.emitAll(userOfContext())),
                Flow.generate(out -> out.emitAll(BODY_OF_CONTEXT)),
                Flow.merge(userOfContext(), BODY_OF_CONTEXT),
                Flow.zip(userOfContext(), BODY_OF_CONTEXT, (a, b) -> a.equals(b) ? a : a + b),
                Flow.of(1, 2).concatMap(i -> i == 1 ? userOfContext() : BODY_OF_CONTEXT),
                BODY_OF_CONTEXT.transform(f -> Flux.from(f).publishOn(Schedulers.parallel())),
                Flow.from(userOfContext().subscribeOn(Schedulers.parallel())).map(u -> u));
    }

    @ParameterizedTest
    @MethodSource("readersOfTheContext")
    void reaches(Flow<String> reader) {
        assertThat(asUser("ann", reader).distinct().collectList().block(LIMIT)).containsExactly("ann");
    }

    @Test
    void aBodySeesRegisteredThreadLocalsAfterEverySuspension() {
        Flow<String> body = Flow.generate(out -> {
            out.emit("start " + user());
            out.cooperate();
            out.emit("cooperated " + user());
            out.cooperate(Duration.ofMillis(1));
            out.emit("delayed " + user());
            out.await(Mono.delay(Duration.ofMillis(1)));
            out.emit("awaited " + user());
            out.emitAll(Flow.generate(inner -> inner.emit("pulled " + user())));
            out.emit("after a pull " + user());
            out.emit("elsewhere " + out.blocking(ContextTest::user));
            out.emit("back " + user());
        });

        assertThat(asUser("ann", body).limitRate(1).collectList().block(LIMIT))
                .hasSize(8)
                .allMatch(item -> item.endsWith(" ann"));
    }

    static Stream<Flow<String>> stageFunctions() {
        Flow<Integer> one = Flow.generate(out -> out.emit(1));
        return Stream.of(
                one.map(i -> user()),
                one.mapNotNull(i -> user()),
                one.filter(i -> user().equals("ann")).map(i -> "ann"),
                one.concatMap(i -> Flow.of(user())),
                one.concatMapIterable(i -> List.of(user())),
                one.reduce("", (a, i) -> user()),
                one.map(i -> 1).collect(Collectors.mapping(i -> user(), Collectors.joining())),
                Flow.<String>error(() -> new IllegalStateException("x")).trap(IllegalStateException.class, e -> user()),
                Flow.zip(one, one, (a, b) -> user()),
                Flow.zipLongest(one, one, (a, b) -> user()),
                Flow.fromCallable(ContextTest::user),
                Flow.fromSteps(() -> {
                    Iterator<Supplier<Step<String>>> steps = List.<Supplier<Step<String>>>of(
                                    Step::cooperate, () -> Step.emit(user()), Step::done)
                            .iterator();
                    return () -> steps.next().get();
                }),
                Flow.threaded(() -> List.of(user())),
                Flow.from(Flux.just(1).publishOn(Schedulers.parallel())).map(i -> user()),
                Flow.merge(one, Flow.from(Mono.fromFuture(CompletableFuture.supplyAsync(() -> 2))))
                        .map(i -> user()));
    }

    @ParameterizedTest
    @MethodSource("stageFunctions")
    void aStageFunctionSeesRegisteredThreadLocals(Flow<String> flow) {
        assertThat(asUser("ann", flow).distinct().collectList().block(LIMIT)).containsExactly("ann");
    }

    @Test
    void nobodyElseSeesThem() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < 3; i++) {
                out.emit(i);
                out.cooperate();
            }
        });

        asUser("ann", Flow.merge(body, body.map(i -> i)))
                .doOnNext(i -> seen.add(user()))
                .doOnComplete(() -> seen.add(user()))
                .blockLast(LIMIT);
        ReactorFlow.toFlux(body).doOnNext(i -> seen.add(user())).blockLast(LIMIT);

        assertThat(seen).hasSize(10).containsOnly("null");
    }

    @Test
    void twoSubscribersKeepTheirsApart() {
        Supplier<Flow<String>> reader = () -> Flow.<String>generate(out -> {
                    for (int i = 0; i < 50; i++) {
                        out.emit(user());
                        out.cooperate();
                    }
                })
                .map(u -> u + user());

        for (int round = 0; round < 50; round++) {
            Flux<String> both = Flux.merge(asUser("ann", reader.get()), asUser("bob", reader.get()));
            assertThat(both.collect(Collectors.groupingBy(u -> u, Collectors.counting()))
                            .block(LIMIT))
                    .containsOnlyKeys("annann", "bobbob");
        }
    }

    @Test
    void whatTheThreadHadBeforeIsRestored() {
        USER.set("caller");
        try {
            assertThat(asUser("ann", Flow.of(1).map(i -> user())).blockLast(LIMIT))
                    .isEqualTo("ann");
            assertThat(user()).isEqualTo("caller");
        } finally {
            USER.remove();
        }
    }
}
