package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/**
 * The engine that a test run asks for is the one that bodies run on: {@code virtual}, {@code platform} or {@code one carrier} in the
 * system property {@code dev.coflow.engine.expected}. Without it, what the library was told, or chooses by the JVM.
 */
class EngineTest {

    private static final int BODIES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ONE_CARRIER = "one carrier";

    private static final Flow<Thread> ON_ITS_THREAD = Flow.task(turn -> {
        turn.cooperate();
        return Thread.currentThread();
    });

    private final String expected = System.getProperty("dev.coflow.engine.expected", engineOfThisJvm());

    private static String engineOfThisJvm() {
        String unlessTold = Runtime.version().feature() >= 21 ? "virtual" : "platform";
        return System.getProperty("dev.coflow.threads", unlessTold);
    }

    @Test
    void bodiesRunOnTheEngineThatWasAskedFor() {
        boolean virtual = !expected.equals("platform");

        assertThat(threadsOfBodies())
                .allSatisfy(thread -> assertThat(thread)
                        .startsWith(virtual ? "VirtualThread[" : "Thread[")
                        .contains("flow-"));
    }

    @Test
    void oneCarrierIsAllThereIsIfThatWasAskedFor() {
        if (!expected.equals(ONE_CARRIER)) {
            return;
        }
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .contains("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        assertThat(threadsOfBodies().stream().map(EngineTest::carrier).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void bodiesDoNotKeepTheJvmAlive() {
        assertThat(ReactorFlow.toMono(ON_ITS_THREAD).block(LIMIT).isDaemon()).isTrue();
    }

    @Test
    void aPlatformThreadThatIsIdleServesAnotherBody() {
        if (!expected.equals("platform")) {
            return;
        }
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < BODIES; i++) { // the first may still be on its way to be idle when the second comes
            threads.add(ReactorFlow.toMono(ON_ITS_THREAD).block(LIMIT));
        }
        assertThat(threads).hasSizeLessThan(BODIES);
    }

    /** What each of many bodies at once says of its thread: {@code VirtualThread[#31,flow-1]/runnable@ForkJoinPool-1-worker-1}. */
    private static Set<String> threadsOfBodies() {
        Flow<String> body = Flow.task(turn -> {
            turn.cooperate();
            return Thread.currentThread().toString();
        });
        return Flux.range(0, BODIES)
                .flatMap(i -> ReactorFlow.toMono(body), BODIES)
                .collect(Collectors.toSet())
                .block(LIMIT);
    }

    private static String carrier(String thread) {
        return thread.substring(thread.indexOf('@'));
    }
}
