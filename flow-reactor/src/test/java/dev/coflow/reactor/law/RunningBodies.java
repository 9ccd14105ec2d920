package dev.coflow.reactor.law;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;

/** Bodies that execute just now, or may at once; those that are suspended do not count. */
final class RunningBodies {

    private static final String SCHEDULER = "jdk.management.VirtualThreadSchedulerMXBean";
    private static final int KNOWN_SINCE = 24;

    private RunningBodies() {}

    /** Waits until none has executed for a while. On 21 to 23, whose virtual threads cannot be counted, these are not waited for. */
    static void awaitNone() {
        Until.staysTrue(() -> !onPlatformThreads() && virtualThreads() == 0);
    }

    private static boolean onPlatformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().startsWith(LiveBodies.PREFIX) && thread.getState() == Thread.State.RUNNABLE);
    }

    /** Counted by their scheduler. A dump of all threads is too much to ask for so often: one crashed Java 25.0.3. */
    private static int virtualThreads() {
        if (Runtime.version().feature() < KNOWN_SINCE) {
            return 0;
        }
        try {
            Class<? extends PlatformManagedObject> type =
                    Class.forName(SCHEDULER).asSubclass(PlatformManagedObject.class);
            Object scheduler = ManagementFactory.getPlatformMXBean(type);
            int mounted = (int) type.getMethod("getMountedVirtualThreadCount").invoke(scheduler);
            long queued = (long) type.getMethod("getQueuedVirtualThreadCount").invoke(scheduler);
            return mounted + (int) queued;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has virtual threads and cannot count them", e);
        }
    }
}
