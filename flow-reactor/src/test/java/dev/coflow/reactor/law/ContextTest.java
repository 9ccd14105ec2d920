package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Turn;
import dev.coflow.reactor.FlowDeferred;
import dev.coflow.reactor.ReactorFlow;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * Law 9: a body sees its subscriber's Context, and so does what it pulls and awaits. Thread-locals registered with
 * context-propagation are set from it in bodies and stage functions, and visible to nobody else's code.
 */
class ContextTest {

    private static final String KEY = "flow-test-user";
    private static final String LOGGED_KEY = "flow-test-request";

    /** As the MDC of a logging library: one map a thread, and one of its keys is registered. */
    private static final ThreadLocal<Map<String, String>> LOGGED = ThreadLocal.withInitial(HashMap::new);

    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeAll
    static void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER);
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        LOGGED_KEY,
                        () -> LOGGED.get().get("request"),
                        value -> LOGGED.get().put("request", value),
                        () -> LOGGED.get().remove("request"));
    }

    @AfterAll
    static void unregister() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
        ContextRegistry.getInstance().removeThreadLocalAccessor(LOGGED_KEY);
    }

    private static <T> Flux<T> asUser(String user, Flow<T> flow) {
        return ReactorFlow.toFlux(flow).contextWrite(context -> context.put(KEY, user));
    }

    private static String user() {
        return String.valueOf(USER.get());
    }

    @Test
    void codeThatBlocksPassesItsThreadLocalsOnIfReactorIsToldTo() {
        Flow<String> body = Flow.generate(out -> out.emit(user()));
        Hooks.enableAutomaticContextPropagation();
        USER.set("blocking");
        try {
            assertThat(body.map(seen -> seen + " " + user()).toList()).containsExactly("blocking blocking");
        } finally {
            USER.remove();
            Hooks.disableAutomaticContextPropagation();
        }
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
                Flow.zipLongest(userOfContext(), BODY_OF_CONTEXT, (a, b) -> a.orElseThrow()),
                Flow.generate(out -> out.emit(String.valueOf(
                        out.select(out.pull(userOfContext())).orElseThrow().next()))),
                Flow.of(1).step(i -> Step.emit(i)).concatMap(i -> userOfContext()),
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

    /** What a body calls, and where its thread-locals must be the same after as before. */
    private record Suspension(String name, Body<String> in) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Suspension> suspensions() {
        Mono<Integer> later = Mono.just(1).delayElement(Duration.ofMillis(1));
        Flow<Integer> body = Flow.generate(out -> {
            out.cooperate();
            out.emit(1);
            out.emit(2);
        });
        return Stream.of(
                new Suspension("emit", out -> out.emit("item")),
                new Suspension("pull", out -> out.pull(later).next()),
                new Suspension("pull of a body", out -> out.pull(body).next()),
                new Suspension("await", out -> out.await(later)),
                new Suspension("awaitOptional", out -> out.awaitOptional(later)),
                new Suspension("awaitEnd", out -> out.awaitEnd(later)),
                new Suspension("select", out -> out.select(out.pull(later), out.pull(body))),
                new Suspension("blocking", out -> out.blocking(() -> 1)),
                new Suspension("cooperate", Turn::cooperate),
                new Suspension("cooperate for a time", out -> out.cooperate(Duration.ofMillis(1))),
                new Suspension("close of a pull", out -> {
                    try (Pull<Integer> items = out.pull(body, 1)) {
                        items.next();
                    }
                }));
    }

    /** While it is suspended a subscriber without them is served, and one with others. */
    @ParameterizedTest
    @MethodSource("suspensions")
    void aBodyKeepsRegisteredThreadLocalsOver(Suspension suspension) {
        Function<String, Flow<String>> body = name -> Flow.generate(out -> {
            for (int i = 0; i < 20; i++) {
                suspension.in().run(out);
                out.emit(user() + " " + LOGGED.get().get("request"));
            }
        });
        List<String> elsewhere = Collections.synchronizedList(new ArrayList<>());
        Flux<String> ann = asUser("ann", body.apply("ann")).contextWrite(c -> c.put(LOGGED_KEY, "1"));
        Flux<String> bob = asUser("bob", body.apply("bob")).contextWrite(c -> c.put(LOGGED_KEY, "2"));
        Flux<String> nobody = ReactorFlow.toFlux(body.apply("nobody"));
        List<String> items = Flux.merge(ann, bob, nobody)
                .doOnNext(item -> elsewhere.add(user()))
                .filter(item -> !item.equals("item"))
                .distinct()
                .collectList()
                .block(LIMIT);

        assertThat(items).containsExactlyInAnyOrder("ann 1", "bob 2", "null null");
        assertThat(elsewhere).containsOnly("null");
    }

    @Test
    void aBodyKeepsThemWhileItUnwinds() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch started = Latches.one();
        CountDownLatch ended = Latches.one();
        Flow<String> body = Flow.generate(out -> {
            try {
                started.countDown();
                out.await(Mono.never());
            } finally {
                seen.add(user());
                out.await(Mono.just(1).delayElement(Duration.ofMillis(1)));
                seen.add(user());
                out.cooperate();
                seen.add(user());
                ended.countDown();
            }
        });
        Disposable subscription = asUser("ann", body).subscribe();
        Latches.await(started);
        subscription.dispose();
        Latches.await(ended);

        assertThat(seen).containsExactly("ann", "ann", "ann");
    }

    @Test
    void aPooledThreadKeepsNothing() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Flow<String> looking = Flow.generate(out -> {
            seen.add(user());
            seen.add(out.blocking(ContextTest::user));
        });
        Flow<String> failing = Flow.generate(out -> {
            out.emit(user());
            throw new IllegalStateException("expected");
        });
        for (int round = 0; round < 50; round++) {
            assertThat(asUser("ann", failing).onErrorComplete().blockLast(LIMIT))
                    .isEqualTo("ann");
            ReactorFlow.toFlux(looking).blockLast(LIMIT);
        }

        assertThat(seen).hasSize(100).containsOnly("null");
    }

    @Test
    void aDeferredSeesTheContextOfItsSource() {
        Mono<String> source =
                asUser("ann", Flow.<String>generate(out -> out.emit(user()))).singleOrEmpty();

        assertThat(FlowDeferred.from(source).block(LIMIT)).isEqualTo("ann");
        assertThat(ReactorFlow.toMono(Flow.<String>task(turn -> turn.await(FlowDeferred.from(source)) + user()))
                        .contextWrite(c -> c.put(KEY, "bob"))
                        .block(LIMIT))
                .isEqualTo("annbob");
    }

    @Test
    void anAccessorThatThrowsFailsTheBody() {
        String key = "broken";
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        key,
                        () -> null,
                        value -> {
                            throw new IllegalStateException("as asked");
                        },
                        () -> {});
        try {
            Flow<Integer> body = Flow.generate(out -> out.emit(1));
            assertThatThrownBy(() -> ReactorFlow.toFlux(body)
                            .contextWrite(context -> context.put(key, "value"))
                            .blockLast(LIMIT))
                    .hasMessage("as asked");
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor(key);
        }
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
                one.reduceWith(ContextTest::user, (seed, i) -> seed),
                one.map(i -> 1).collect(Collectors.mapping(i -> user(), Collectors.joining())),
                Flow.<String>error(() -> new IllegalStateException("x")).trap(IllegalStateException.class, e -> user()),
                Flow.zip(one, one, (a, b) -> user()),
                Flow.zipLongest(one, one, (a, b) -> user()),
                Flow.fromCallable(ContextTest::user),
                Flow.fromStream(() -> Stream.of(user())),
                Flow.fromFuture(() -> CompletableFuture.completedFuture(user())),
                Flow.<String>error(() -> new IllegalStateException(user()))
                        .trap(IllegalStateException.class, Throwable::getMessage),
                Flow.fromSteps(() -> {
                    Iterator<Supplier<Step<String>>> steps = List.<Supplier<Step<String>>>of(
                                    Step::cooperate, () -> Step.emit(user()), Step::done)
                            .iterator();
                    return () -> steps.next().get();
                }),
                Flow.threaded(() -> List.of(user())),
                Flow.threadedStream(() -> Stream.of(1).map(i -> user())),
                one.step(i -> Step.emit(user())),
                one.stepWith(() -> {
                    int[] offers = {0};
                    return i -> offers[0]++ == 0 ? Step.cooperate() : Step.emit(user());
                }),
                one.stepWith(() -> {
                    String maker = user();
                    return i -> Step.emit(maker);
                }),
                Flow.from(Flux.just(1).publishOn(Schedulers.parallel())).map(i -> user()),
                Flow.merge(one, Flow.from(Mono.fromFuture(CompletableFuture.supplyAsync(() -> 2))))
                        .map(i -> user()));
    }

    @ParameterizedTest
    @MethodSource("stageFunctions")
    void aStageFunctionSeesRegisteredThreadLocals(Flow<String> flow) {
        assertThat(asUser("ann", flow).distinct().collectList().block(LIMIT)).containsExactly("ann");
    }

    /** A function that sees bob inside another that sees ann. */
    static Stream<Flow<String>> flowsWithAContextOfTheirOwn() {
        Flow<String> inner = Flow.of("in").map(in -> in + " " + user());
        Flow<String> innerAsBob = Flow.from(asUser("bob", inner));
        return Stream.of(
                Flow.of("in").map(in -> in + " " + user()).transform(f -> asUser("bob", f)),
                Flow.of(1).concatMap(i -> asUser("bob", inner)),
                innerAsBob,
                Flow.merge(innerAsBob),
                Flow.zip(innerAsBob, Flow.of(1), (bob, i) -> bob),
                Flow.generate(out -> out.emitAll(asUser("bob", inner))));
    }

    @ParameterizedTest
    @MethodSource("flowsWithAContextOfTheirOwn")
    void aFlowWithAContextOfItsOwnSeesThatInsideOfAnother(Flow<String> flow) {
        Flow<String> outer = flow.map(in -> in + ", out " + user());

        assertThat(asUser("ann", outer).collectList().block(LIMIT)).containsExactly("in bob, out ann");
    }

    @Test
    void aSubFlowSeesTheContextOfTheFlowAroundIt() {
        Flow<String> flow = Flow.of(1)
                .concatMap(i -> Flow.of(i).map(j -> user()))
                .transform(f -> Flux.from(f.map(seen -> seen + user())));

        assertThat(asUser("ann", flow).collectList().block(LIMIT)).containsExactly("annann");
    }

    @Test
    void fusionIsKeptWhereTheyAreSet() {
        StepVerifier.create(asUser("ann", Flow.of(1, 2).filter(i -> i > 1).map(i -> user() + i)))
                .expectFusion(Fuseable.SYNC)
                .expectNext("ann2")
                .expectComplete()
                .verify(LIMIT);
    }

    static Stream<Flux<Integer>> fluxesWithNothingToSet() {
        Flow<Integer> body = Flow.generate(out -> out.emit(1));
        return Stream.of(
                ReactorFlow.toFlux(Flow.of(1).map(i -> i).filter(i -> true)),
                ReactorFlow.toFlux(body.map(i -> i)).contextWrite(context -> context.put("something", "else")),
                asUser("ann", Flow.merge(body, Flow.of(2))));
    }

    @ParameterizedTest
    @MethodSource("fluxesWithNothingToSet")
    void whereThereIsNothingToSetASubscriberAddsNoOperator(Flux<Integer> flux) {
        AtomicInteger assembled = new AtomicInteger();
        Hooks.onEachOperator(KEY, publisher -> {
            assembled.incrementAndGet();
            return publisher;
        });
        try {
            CountDownLatch ended = Latches.one();
            flux.subscribe(i -> {}, e -> {}, ended::countDown);
            Latches.await(ended);
        } finally {
            Hooks.resetOnEachOperator(KEY);
        }

        assertThat(assembled).hasValue(0);
    }

    @Test
    void aFilterThatSeesThemDecides() {
        Flow<Integer> flow = Flow.of(1, 2, 3).filter(i -> user().equals("ann") && i == 2);

        assertThat(asUser("ann", flow).collectList().block(LIMIT)).containsExactly(2);
    }

    @Test
    void whatIsCalledWhenASubFlowIsOverSeesThem() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Runnable onFinish = () -> seen.add(user());
        Flow<Integer> flow = Flow.of(1, 2).concatMap(Flow::of, onFinish).concatMapIterable(List::of, onFinish);

        asUser("ann", flow).blockLast(LIMIT);

        assertThat(seen).hasSize(4).containsOnly("ann");
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
    void aContextWithoutAnyOfThemLeavesTheThreadItsOwn() {
        USER.set("caller");
        try {
            assertThat(ReactorFlow.toFlux(Flow.of(1).map(i -> user()))
                            .contextWrite(context -> context.put("something", "else"))
                            .blockLast(LIMIT))
                    .isEqualTo("caller");
        } finally {
            USER.remove();
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
