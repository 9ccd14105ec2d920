package dev.coflow.reactor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Where bodies have platform threads, the system gives some and no more. Then a body that gets none fails with an error that says
 * so, at its subscriber or at whoever pulls it; what has its thread goes on, and nothing hangs.
 */
class OutOfThreadsTest {

    @Test
    @Timeout(360)
    void aBodyThatGetsNoThreadFailsAndTheOthersGoOn() {
        Assumptions.assumeTrue(
                ChildJvm.canLimitAddressSpace(), "needs an operating system that can limit the address space");

        // stacks so large that they, and nothing else, meet the limit
        String printed = ChildJvm.inAddressSpace(
                4_000,
                OutOfThreads.class,
                "-Ddev.coflow.threads=platform",
                "-Xss64m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:ReservedCodeCacheSize=32m",
                "-Dreactor.schedulers.defaultPoolSize=1");

        assertThat(printed).contains("run fewer bodies at a time, or on Java 21 or later", "all bodies ended");
    }
}
