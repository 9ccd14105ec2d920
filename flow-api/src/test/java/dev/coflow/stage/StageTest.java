package dev.coflow.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Slot;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all stages have in common, found by reflection so that a new one is covered too. */
class StageTest {

    private static final Stage<Object> SOURCE = new FromIterable<>(List.of());

    @Test
    void aVisitorHandlesEveryKindOfStage() {
        List<Class<?>> visited = Arrays.stream(StageVisitor.class.getMethods())
                .<Class<?>>map(visit -> visit.getParameterTypes()[0])
                .toList();
        assertThat(visited).containsExactlyInAnyOrder(Stage.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void isVisitedAsItsOwnKind(Class<? extends Stage<?>> type) throws Throwable {
        Stage<?> stage = newStage(type, null);
        assertThat(kindSeenBy(stage)).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("references")
    void refusesNullByName(Class<? extends Stage<?>> type, String component) {
        assertThatThrownBy(() -> newStage(type, component))
                .isInstanceOf(NullPointerException.class)
                .message()
                .contains(component)
                .doesNotContain("Cannot invoke");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAPrefetchThatIsNotPositive(int prefetch) {
        String message = "prefetch > 0 required but it was " + prefetch;
        List<Stage<?>> inputs = List.of(SOURCE);
        assertThatThrownBy(() -> new Merge<>(List.of(SOURCE), prefetch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new Zip<>(inputs, items -> items, prefetch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new ZipLongest<>(inputs, items -> items, prefetch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refusesAnIntervalThatIsNotPositive(long nanos) {
        Duration interval = Duration.ofNanos(nanos);
        assertThatThrownBy(() -> new Pace<>(SOURCE, interval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval > 0 required but it was " + interval);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aCopyReadsOtherSourcesAndIsOtherwiseTheSame(Class<? extends Stage<?>> type) throws Throwable {
        Stage<?> stage = newStage(type, null);
        Stage<Object> other = new FromIterable<>(List.of("other"));
        Stage<?> copy = stage.mapSources(replacing(SOURCE, other));
        assertThat(copy)
                .hasSameClassAs(stage)
                .hasToString(stage.toString().replace(SOURCE.toString(), other.toString()));
        assertThat(copy.mapSources(replacing(other, SOURCE))).isEqualTo(stage);
    }

    @Test
    void aTrapNamesWhatItTraps() {
        assertThatThrownBy(() -> new Trap<>(SOURCE, List.of(), e -> e))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("required")
                .hasMessageContaining("none");
    }

    @Test
    void joinsAndTrapsKeepACopyOfTheirLists() {
        List<Stage<? extends Object>> inputs = new java.util.ArrayList<>(List.of(SOURCE));
        List<Class<? extends Throwable>> types = new java.util.ArrayList<>(List.of(IOException.class));
        Merge<Object> merge = new Merge<>(inputs, 1);
        Trap<Object> trap = new Trap<>(SOURCE, types, e -> e);
        inputs.clear();
        types.clear();
        assertThat(merge.inputs()).hasSize(1);
        assertThat(trap.types()).hasSize(1);
    }

    @Test
    void twoStagesOfTheSamePartsAreEqual() {
        Function<Object, Object> mapper = x -> x;
        assertThat(new MapEach<>(SOURCE, mapper)).isEqualTo(new MapEach<>(SOURCE, mapper));
    }

    @SuppressWarnings("unchecked")
    static Stream<Class<? extends Stage<?>>> stages() {
        return Arrays.stream(Stage.class.getPermittedSubclasses()).map(type -> (Class<? extends Stage<?>>) type);
    }

    static Stream<Arguments> references() {
        return stages().flatMap(type -> Arrays.stream(type.getRecordComponents())
                .filter(StageTest::mustNotBeNull)
                .map(component -> Arguments.of(type, component.getName())));
    }

    private static boolean mustNotBeNull(RecordComponent component) {
        return !component.getType().isPrimitive()
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** A stage of harmless parts, but for the one that is to be null. */
    private static Stage<?> newStage(Class<? extends Stage<?>> type, String nullComponent) throws Throwable {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] parts = Arrays.stream(components)
                .map(component -> component.getName().equals(nullComponent) ? null : harmless(component))
                .toArray();
        Constructor<? extends Stage<?>> constructor = type.getDeclaredConstructor(types);
        try {
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object harmless(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class) {
            return 1;
        }
        if (type == Stage.class) {
            return SOURCE;
        }
        if (type == List.class) {
            return component.getName().equals("types") ? List.of(IOException.class) : List.of(SOURCE);
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        return type == Slot.class ? Slot.named("harmless") : proxy(type, (method, argument) -> null);
    }

    private static SourceMapper replacing(Stage<Object> old, Stage<Object> replacement) {
        return new SourceMapper() {
            @Override
            @SuppressWarnings("unchecked")
            public <S> Stage<S> apply(Stage<S> source) {
                return source.equals(old) ? (Stage<S>) replacement : source;
            }
        };
    }

    private static Class<?> kindSeenBy(Stage<?> stage) {
        Object visitor = proxy(StageVisitor.class, (method, argument) -> {
            assertThat(argument).containsSame(stage);
            return method.getParameterTypes()[0];
        });
        return accept(stage, visitor);
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<?> accept(Stage<T> stage, Object visitor) {
        return stage.accept((StageVisitor<T, Class<?>>) visitor);
    }

    private interface Call {
        Object answer(Method method, Optional<Object> argument);
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        call.answer(method, Optional.ofNullable(arguments).map(all -> all[0])));
    }
}
