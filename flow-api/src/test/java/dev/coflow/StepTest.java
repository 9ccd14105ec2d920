package dev.coflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTest {

    private static List<Step<String>> oneOfEach() {
        return List.of(
                Step.emit("a"),
                Step.emit("b"),
                Step.cooperate(),
                Step.cooperate(Duration.ofSeconds(1)),
                Step.skip(),
                Step.done());
    }

    @Test
    void isEqualToOneThatWantsTheSame() {
        assertThat(oneOfEach()).isEqualTo(oneOfEach()).hasSameHashCodeAs(oneOfEach());
        assertThat(Set.copyOf(oneOfEach())).hasSize(6);
        assertThat(Step.cooperate(Duration.ZERO)).isEqualTo(Step.cooperate());
    }

    @Test
    void saysWhatItWants() {
        assertThat(oneOfEach())
                .map(Step::toString)
                .containsExactly(
                        "Step.emit(a)",
                        "Step.emit(b)",
                        "Step.cooperate(PT0S)",
                        "Step.cooperate(PT1S)",
                        "Step.skip()",
                        "Step.done()");
    }

    @Test
    void hasAnItemOnlyIfItEmits() {
        assertThat(oneOfEach()).map(Step::itemOrNull).containsExactly("a", "b", null, null, null, null);
    }

    @Test
    void isOfAKindThatCanBeMatched() {
        assertThat(Step.emit(1))
                .isInstanceOfSatisfying(
                        Step.Emit.class, emit -> assertThat(emit.item()).isEqualTo(1));
        assertThat(Step.cooperate(Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(
                        Step.Cooperate.class,
                        cooperate -> assertThat(cooperate.delay()).hasSeconds(2));
        assertThat(Step.skip()).isInstanceOf(Step.Skip.class);
        assertThat(Step.done()).isInstanceOf(Step.Done.class);
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> Step.emit(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("item");
        assertThatThrownBy(() -> Step.cooperate(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("delay");
    }
}
