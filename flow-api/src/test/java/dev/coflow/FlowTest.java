package dev.coflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.stage.Filter;
import dev.coflow.stage.FromIterable;
import dev.coflow.stage.MapEach;
import dev.coflow.stage.Merge;
import dev.coflow.stage.Stage;
import dev.coflow.stage.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;

/** A flow as data: what the facade builds, what it refuses, and that it runs nothing. */
class FlowTest {

    private static final Flow<Integer> FLOW = Flow.of(1, 2, 3);
    private static final Slot<Integer> SLOT = Slot.named("place");

    // Values

    @Test
    void eachStageHoldsTheOneBeforeIt() {
        Stage<Integer> last = FLOW.map(x -> x + 1).filter(x -> x > 2).stage();
        assertThat(last).isInstanceOf(Filter.class);
        Stage<Integer> source = ((Filter<Integer>) last).source();
        assertThat(source).isInstanceOf(MapEach.class);
        assertThat(((MapEach<?, ?>) source).source()).isEqualTo(new FromIterable<>(List.of(1, 2, 3)));
    }

    @Test
    void addingAStageLeavesTheFlowAsItWas() {
        Stage<Integer> before = FLOW.stage();
        Flow<Integer> longer = FLOW.filter(x -> x > 1);
        assertThat(FLOW.stage()).isSameAs(before);
        assertThat(longer).isNotSameAs(FLOW);
    }

    @Test
    void aStageIsAFlowAgain() {
        assertThat(Flow.fromStage(FLOW.stage()).stage()).isSameAs(FLOW.stage());
    }

    @Test
    void aFlowTakenAsAPublisherIsTheSameFlow() {
        assertThat(Flow.from(FLOW)).isSameAs(FLOW);
    }

    @Test
    void inputsThatAreFlowsAreKeptAsTheirStages() {
        Merge<Integer> merge = (Merge<Integer>) Flow.merge(FLOW, Flow.of(4)).stage();
        assertThat(merge.inputs()).first().isSameAs(FLOW.stage());
        assertThat(merge.prefetch()).isEqualTo(Turn.DEFAULT_PREFETCH);
    }

    @Test
    void aTrapOfOneTypeIsATrapOfAListOfOne() {
        Trap<Integer> trap =
                (Trap<Integer>) FLOW.trap(IOException.class, e -> 0).stage();
        assertThat(trap.types()).isEqualTo(List.of(IOException.class));
    }

    @Test
    void describingRunsNothing() {
        AtomicInteger calls = new AtomicInteger();
        Flow.fromIterable(() -> {
                    calls.incrementAndGet();
                    return List.of(1).iterator();
                })
                .map(x -> calls.incrementAndGet())
                .filter(x -> calls.incrementAndGet() > 0)
                .concatMap(x -> Flow.of(calls.incrementAndGet()), calls::incrementAndGet)
                .step(x -> Step.emit(calls.incrementAndGet()))
                .pace(Duration.ofHours(1))
                .slot(SLOT)
                .fill(SLOT, items -> items.map(x -> calls.incrementAndGet()))
                .trap(Exception.class, e -> calls.incrementAndGet())
                .reduceWith(calls::incrementAndGet, Integer::sum)
                .transform(f -> Flow.of(calls.incrementAndGet()));
        Flow.generate(out -> calls.incrementAndGet());
        Flow.fromFuture(() -> CompletableFuture.completedFuture(calls.incrementAndGet()));
        Flow.fromStream(() -> Stream.of(calls.incrementAndGet()));
        assertThat(calls).hasValue(0);
    }

    @Test
    void namesItsStagesWhenPrinted() {
        assertThat(FLOW).hasToString("Flow[FromIterable[items=[1, 2, 3]]]");
        assertThat(Flow.merge(List.of(FLOW), 8).map(x -> x).toString())
                .startsWith("Flow[MapEach[source=Merge[inputs=[FromIterable[items=[1, 2, 3]]], prefetch=8], mapper=");
    }

    @Test
    void convertsItselfWithAnyFunction() {
        assertThat(FLOW.<Object>as(flow -> flow)).isSameAs(FLOW);
    }

    // Refusals

    static Stream<Arguments> nulls() {
        return Stream.of(
                refusal("items", () -> Flow.fromIterable(null)),
                refusal("streams", () -> Flow.fromStream(null)),
                refusal("publisher", () -> Flow.from(null)),
                refusal("futures", () -> Flow.fromFuture(null)),
                refusal("callable", () -> Flow.fromCallable(null)),
                refusal("error", () -> Flow.error((Throwable) null)),
                refusal("body", () -> Flow.generate(null)),
                refusal("task", () -> Flow.task(null)),
                refusal("action", () -> Flow.run(null)),
                refusal("machines", () -> Flow.fromSteps(null)),
                refusal("iterables", () -> Flow.threaded(null)),
                refusal("streams", () -> Flow.threadedStream(null)),
                refusal("publisher", () -> Flow.merge(FLOW, null)),
                refusal("inputs", () -> Flow.merge((Iterable<Publisher<Integer>>) null, 1)),
                refusal("left", () -> Flow.zip(null, FLOW, (a, b) -> a)),
                refusal("right", () -> Flow.zip(FLOW, null, (a, b) -> a)),
                refusal("combiner", () -> Flow.zip(FLOW, FLOW, null)),
                refusal("inputs", () -> Flow.zip(null, items -> items)),
                refusal("left", () -> Flow.zipLongest(null, FLOW, (a, b) -> a)),
                refusal("right", () -> Flow.zipLongest(FLOW, null, (a, b) -> a)),
                refusal("combiner", () -> Flow.zipLongest(FLOW, FLOW, null)),
                refusal("mapper", () -> FLOW.map(null)),
                refusal("mapper", () -> FLOW.mapNotNull(null)),
                refusal("predicate", () -> FLOW.filter(null)),
                refusal("mapper", () -> FLOW.concatMap(null)),
                refusal("onFinish", () -> FLOW.concatMap(x -> FLOW, null)),
                refusal("mapper", () -> FLOW.concatMapIterable(null)),
                refusal("onFinish", () -> FLOW.concatMapIterable(x -> List.of(), null)),
                refusal("type", () -> FLOW.trap((Class<IOException>) null, e -> 0)),
                refusal("fallback", () -> FLOW.trap(IOException.class, null)),
                refusal("types", () -> FLOW.trap((List<Class<? extends Throwable>>) null, e -> 0)),
                refusal("seed", () -> FLOW.reduce((Integer) null, Integer::sum)),
                refusal("accumulator", () -> FLOW.reduce(0, null)),
                refusal("seeds", () -> FLOW.reduceWith(null, (Integer a, Integer b) -> a)),
                refusal("collector", () -> FLOW.collect(null)),
                refusal("step", () -> FLOW.step(null)),
                refusal("steps", () -> FLOW.stepWith(null)),
                refusal("interval", () -> FLOW.pace(null)),
                refusal("slot", () -> FLOW.slot(null)),
                refusal("slot", () -> FLOW.fill(null, f -> f)),
                refusal("filling", () -> FLOW.fill(Slot.named("place"), null)),
                refusal("name", () -> Slot.named(null)),
                refusal("delimiter", () -> Frames.by(null)),
                refusal("unfinished", () -> Frames.by("\n").withUnfinished(null)),
                refusal("item", () -> Step.emit(null)),
                refusal("delay", () -> Step.cooperate(null)),
                refusal("transformer", () -> FLOW.transform(null)),
                refusal("stage", () -> Flow.fromStage(null)),
                refusal("subscriber", () -> FLOW.subscribe(null)));
    }

    @ParameterizedTest(name = "{0}, case {index}")
    @MethodSource("nulls")
    void refusesNullByName(String parameter, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .message()
                .contains(parameter)
                .doesNotContain("Cannot invoke");
    }

    @Test
    void refusesAPrefetchThatIsNotPositive() {
        assertThatThrownBy(() -> Flow.merge(List.of(FLOW), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefetch > 0 required but it was 0");
    }

    @Test
    void refusesATrapWithoutTypes() {
        assertThatThrownBy(() -> FLOW.trap(List.of(), e -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("required");
    }

    @Test
    void refusesFramesWithoutDelimiterOrLength() {
        assertThatThrownBy(() -> Frames.by(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one character required");
        assertThatThrownBy(() -> Frames.by("\n").withMaxLength(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxLength > 0 required but it was 0");
    }

    @Test
    void refusesNullItems() {
        assertThatThrownBy(() -> Flow.of(1, null)).isInstanceOf(NullPointerException.class);
    }

    // Types: that these compile is the test

    @Test
    void takesFunctionsOfWiderAndNarrowerTypes() {
        Function<Object, String> name = Object::toString;
        Flow<CharSequence> names = FLOW.map(name);
        Flow<Number> numbers = Flow.merge(FLOW, Flow.of(0.5));
        Flow<Optional<Integer>> joined = Flow.zipLongest(FLOW, names, (number, text) -> number);
        Flow<Long> count = numbers.collect(Collectors.counting());
        assertThat(List.of(names, numbers, joined, count)).doesNotContainNull();
    }

    private static Arguments refusal(String parameter, ThrowingCallable call) {
        return Arguments.of(parameter, call);
    }
}
