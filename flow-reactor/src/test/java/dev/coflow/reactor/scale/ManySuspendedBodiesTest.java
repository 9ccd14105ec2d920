package dev.coflow.reactor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where bodies have virtual threads, a hundred thousand of them can be suspended at once in a heap of moderate size. */
class ManySuspendedBodiesTest {

    @Test
    @Timeout(360)
    void aHundredThousandAreSuspendedAtOnceAndCompletedOrCancelled() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "on Java 17 a body has a platform thread");

        String printed = ChildJvm.run(ManyBodies.class, "-Xmx512m", "-Ddev.coflow.threads=virtual");

        assertThat(printed).contains("completed: 100002 bodies", "cancelled: 100002 bodies");
    }
}
