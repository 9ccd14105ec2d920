package dev.coflow.reactor.netty;

import java.lang.management.ManagementFactory;

/** The files and sockets that this process has open. */
final class Descriptors {

    private static final int SPARE = 100;

    private Descriptors() {}

    /** Fails early where the system would refuse the last of so many connections, both ends of which are here. */
    static void require(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean system) {
            long required = system.getOpenFileDescriptorCount() + 2L * connections + SPARE;
            if (system.getMaxFileDescriptorCount() < required) {
                throw new AssertionError("a limit of " + required + " open files required for " + connections
                        + " connections with both ends in this process but it is " + system.getMaxFileDescriptorCount()
                        + ": raise it with ulimit -n " + required);
            }
        }
    }
}
