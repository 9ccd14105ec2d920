package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Slot;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SlotTest implements StageContract<Integer> {

    private static final Slot<Integer> NUMBERS = Slot.named("numbers");
    private static final Slot<String> TEXTS = Slot.named("texts");

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.slot(NUMBERS);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    private static Flow<Integer> tens(Flow<Integer> numbers) {
        return numbers.map(x -> 10 * x);
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void unfilledItDoesNothingAndFilledItIsWhatWasPutThere(Source source) {
        Flow<String> flow =
                source.of(Items.upTo(3)).slot(NUMBERS).map(x -> "item " + x).slot(TEXTS);
        assertThat(flow.toList()).containsExactly("item 1", "item 2", "item 3");
        assertThat(flow.fill(NUMBERS, numbers -> numbers.filter(x -> x != 2)).toList())
                .containsExactly("item 1", "item 3");
        assertThat(flow.fill(TEXTS, texts -> texts.map(String::toUpperCase))
                        .fill(NUMBERS, SlotTest::tens)
                        .toList())
                .containsExactly("ITEM 10", "ITEM 20", "ITEM 30");
    }

    @Test
    void anythingCanBePutThere() {
        Flow<Integer> flow = Flow.of(1, 2).slot(NUMBERS);
        assertThat(flow.fill(
                                NUMBERS,
                                numbers -> Flow.generate(out -> {
                                    out.emit(0);
                                    out.emitAll(numbers);
                                    out.emit(3);
                                }))
                        .toList())
                .containsExactly(0, 1, 2, 3);
        assertThat(flow.fill(NUMBERS, numbers -> Flow.empty()).toList()).isEmpty();
    }

    @Test
    void severalPlacesAreFilledTogether() {
        Flow<Integer> flow = Flow.of(1, 2).slot(NUMBERS).map(x -> x + 1).slot(NUMBERS);
        assertThat(flow.fill(NUMBERS, SlotTest::tens).toList()).containsExactly(110, 210);
    }

    @Test
    void fillingAgainPutsStagesBehind() {
        Flow<Integer> flow = Flow.of(1, 2).slot(NUMBERS).map(x -> x + 1);
        assertThat(flow.fill(NUMBERS, SlotTest::tens)
                        .fill(NUMBERS, numbers -> numbers.map(x -> x + 5))
                        .toList())
                .containsExactly(16, 26);
    }

    @Test
    void fillingLeavesTheFlowAsItWas() {
        Flow<Integer> flow = Flow.of(1, 2).slot(NUMBERS);
        Flow<Integer> filled = flow.fill(NUMBERS, SlotTest::tens);
        assertThat(flow.toList()).containsExactly(1, 2);
        assertThat(filled.toList()).containsExactly(10, 20);
    }

    @Test
    void whatIsPutThereMayHaveSlotsOfItsOwn() {
        Slot<Integer> inner = Slot.named("inner");
        Flow<Integer> flow = Flow.of(1, 2)
                .slot(NUMBERS)
                .fill(
                        NUMBERS,
                        numbers -> tens(numbers).slot(inner).slot(NUMBERS).map(x -> x + 1));
        assertThat(flow.fill(inner, numbers -> numbers.filter(x -> x > 10)).toList())
                .containsExactly(21);
    }

    static List<Flow<?>> placesDeepInside() {
        Flow<Integer> place = Flow.of(1, 2).slot(NUMBERS);
        Flow<String> text = Flow.of("a\nb\n");
        return List.of(
                Flow.merge(place, text),
                Flow.merge(List.of(text, place), 1),
                Flow.zip(place, text, (number, line) -> number + line),
                Flow.zip(List.of(text, place), List::toString),
                Flow.zipLongest(text, place, (line, number) -> line + "" + number),
                place.map(x -> x),
                place.mapNotNull(x -> x),
                place.filter(x -> true),
                place.concatMap(Flow::of),
                place.concatMap(Flow::of, () -> {}),
                place.concatMapIterable(List::of),
                place.trap(IOException.class, e -> 0),
                place.reduce(0, Integer::sum),
                place.collect(Collectors.toList()),
                place.transform(f -> Flux.from(f).map(x -> x)),
                place.step(dev.coflow.Step::emit),
                place.pace(java.time.Duration.ofNanos(1)),
                place.slot(Slot.named("another")),
                place.map(x -> x + "\n").transform(Frames.lines()),
                Flow.merge(text, Flow.zip(text, place.map(x -> x), (line, number) -> number)));
    }

    @ParameterizedTest
    @MethodSource("placesDeepInside")
    void isFoundUnderEveryKindOfStage(Flow<Object> flow) {
        Flow<Object> filled = flow.fill(NUMBERS, numbers -> numbers.map(x -> 7 * x));
        assertThat(filled.toList()).asString().contains(flow.stage() instanceof dev.coflow.stage.Reduce ? "21" : "7");
        assertThat(flow.toList()).asString().doesNotContain("7");
    }

    @Test
    void isFoundUnderADiscard() {
        List<Integer> seen = new java.util.ArrayList<>();
        Flow<Object> flow = Flow.of(1, 2).slot(NUMBERS).map(seen::add).discard();
        assertThat(flow.fill(NUMBERS, SlotTest::tens).toList()).isEmpty();
        assertThat(seen).containsExactly(10, 20);
    }

    // Error

    @Test
    void anUnknownSlotIsRefusedAndTheKnownOnesAreNamed() {
        Flow<Integer> flow =
                Flow.merge(Flow.of(1).slot(NUMBERS), Flow.of("2").slot(TEXTS).map(Integer::valueOf));
        assertThatThrownBy(() -> flow.fill(Slot.<Integer>named("rows"), rows -> rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no \"rows\"")
                .hasMessageContaining("it has \"numbers\", \"texts\"");
        assertThatThrownBy(() -> Flow.of(1).fill(NUMBERS, SlotTest::tens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has none");
    }

    @Test
    void anotherSlotOfTheSameNameIsNotTheSame() {
        assertThatThrownBy(() -> Flow.of(1).slot(NUMBERS).fill(Slot.<Integer>named("numbers"), SlotTest::tens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another slot of that name");
    }

    @Test
    void whatAFlowMakesWhileItRunsIsNotSeen() {
        Flow<Integer> flow = Flow.of(1).concatMap(x -> Flow.of(x).slot(NUMBERS));
        assertThatThrownBy(() -> flow.fill(NUMBERS, SlotTest::tens)).isInstanceOf(IllegalArgumentException.class);
    }

    // Throwing lambda

    @Test
    void whatTheFillingThrowsOrForgetsIsSeenAtOnce() {
        Flow<Integer> flow = Flow.of(1).slot(NUMBERS);
        IllegalStateException error = new IllegalStateException("filling");
        assertThatThrownBy(() -> flow.fill(NUMBERS, numbers -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThatThrownBy(() -> flow.fill(NUMBERS, numbers -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the filling returned null");
    }

    @Test
    void whatAFilledStageThrowsArrivesUnchanged() {
        IOException error = new IOException("filled");
        Flow<Integer> flow = Flow.of(1, 2)
                .slot(NUMBERS)
                .fill(
                        NUMBERS,
                        numbers -> numbers.map(x -> {
                            if (x == 2) {
                                throw Sneak.raise(error);
                            }
                            return x;
                        }));
        StepVerifier.create(flow)
                .expectNext(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }
}
