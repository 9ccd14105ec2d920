package dev.coflow.reactor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows so rare that only very many random ones find them, on which the engine and the model once differed. */
class RememberedFlowsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The inner merge fails and cancels its last input, while the outer one asks who waits for a turn. */
    @Test
    void aJoinThatIsCancelledTakesNoTurn() {
        Node body = new Bodies.Generated(List.of(new Stmt.Emit(), new Stmt.Pause(2)));
        Node cancelled = merge(3, new Sources.Stepping("ew"));
        Node failing = merge(2, new Sources.Stepping(""), new Sources.Foreign(1, true), cancelled);
        Node flow = new Stages.Transformed(merge(3, failing, body));
        Script script = new Script(2, 2, 2, 5);

        assertThat(Execution.byEngineInVirtualTime(flow, script, LIMIT)).isEqualTo(Execution.byModel(flow, script));
    }

    private static Node merge(int prefetch, Node... inputs) {
        return new Stages.Joined(List.of(inputs), Stages.Joined.Kind.MERGE, prefetch);
    }
}
