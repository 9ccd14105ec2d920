package dev.coflow.reactor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Hooks;

/**
 * The engine against its model: random flows, random demand, a cancel or a failure at a random point.
 *
 * <p>What depends on no other thread must happen in the order of the model, with all its side effects, and in virtual time at its
 * instant (laws 1 to 8 at once). With demand, cancels and sources from other threads: the model's items and end, wherever these
 * do not depend on what is ready first; the order of each source, everywhere.
 *
 * <p>{@code -Ddev.coflow.random.cases=N} sets the number of cases of each test, {@code -Ddev.coflow.random.seed=N} repeats the case
 * that a failure names.
 */
@Timeout(3600)
class RandomFlowsTest {

    private static final int CASES = Integer.getInteger("dev.coflow.random.cases", 2_000);
    private static final long SEED = Long.getLong("dev.coflow.random.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT_TO_SHRINK = Duration.ofMillis(500);

    /** Tells what is wrong with the execution of a flow, or null. */
    private interface Check {
        String problem(Node node, long seed, Duration limit);
    }

    /** What fails behind a cancel is dropped, as it should be. */
    @BeforeAll
    static void doNotLogWhatIsDropped() {
        Hooks.onErrorDropped(e -> {});
    }

    @AfterAll
    static void logAgain() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void whatDependsOnNobodyElseHappensInTheOrderOfTheModel() {
        check(Programs.Kind.PLAIN, (node, seed, limit) -> {
            Script script = script(seed);
            return difference(script, Execution.byModel(node, script), Execution.byEngine(node, script, limit));
        });
    }

    @Test
    void inVirtualTimeItHappensAtItsInstant() {
        check(Programs.Kind.WITH_PAUSES, (node, seed, limit) -> {
            Script script = script(seed);
            return difference(
                    script, Execution.byModel(node, script), Execution.byEngineInVirtualTime(node, script, limit));
        });
    }

    @Test
    void itemsAndEndAreTheModelsWhoeverRequests() {
        check(Programs.Kind.WITH_OTHER_THREADS, (node, seed, limit) -> {
            RestlessObserver observer = Execution.withOtherThreads(node, new Random(seed), -1, limit);
            if (!Parts.areDetermined(node)) {
                return Sequences.problem(observer.items());
            }
            Items expected = Items.byModel(node);
            return difference(null, expected.andEnd(), new Items(observer.items(), observer.end()).andEnd());
        });
    }

    @Test
    void aCancelFromAnotherThreadEndsAllBodiesAndLosesNothingBefore() {
        check(Programs.Kind.WITH_OTHER_THREADS, (node, seed, limit) -> {
            Random random = new Random(seed);
            RestlessObserver observer = Execution.withOtherThreads(node, random, random.nextInt(4), limit);
            List<String> items = observer.items();
            if (!Parts.areDetermined(node)) {
                return Sequences.problem(items);
            }
            List<String> all = Items.byModel(node).items();
            return difference(null, all.subList(0, Math.min(items.size(), all.size())), items);
        });
    }

    private static Script script(long seed) {
        return Script.random(new Random(~seed));
    }

    private static String difference(Script script, List<String> expected, List<String> actual) {
        return expected.equals(actual)
                ? null
                : (script == null ? "" : script + "\n") + "expected " + expected + "\nbut was  " + actual;
    }

    private static void check(Programs.Kind kind, Check check) {
        for (int i = 0; i < CASES; i++) {
            long seed = SEED + i;
            Node node = Programs.random(new Random(seed), kind);
            if (problem(check, node, seed, LIMIT) != null) {
                Predicate<Node> fails = n -> problem(check, n, seed, LIMIT_TO_SHRINK) != null;
                Node smallest = Shrinker.shrink(node, fails);
                String problem = problem(check, smallest, seed, LIMIT);
                fail("seed " + seed + ": " + node + "\nwhich is, made smaller, " + smallest + "\n"
                        + (problem == null ? "and does not always fail" : problem));
            }
        }
        assertThat(CASES).isPositive();
    }

    private static String problem(Check check, Node node, long seed, Duration limit) {
        try {
            return check.problem(node, seed, limit);
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }
}
