package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Finds reactor-test's virtual clock. That library is optional: without it there is none. */
final class VirtualTime {

    private static final boolean PRESENT = isPresent();

    private VirtualTime() {}

    /** The virtual scheduler that a run with the given scheduler lives on, or null. */
    static @Nullable Scheduler find(Scheduler chosen) {
        return PRESENT ? Probe.find(chosen) : null;
    }

    private static boolean isPresent() {
        try {
            Class.forName("reactor.test.scheduler.VirtualTimeScheduler", false, VirtualTime.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only where reactor-test is. */
    private static final class Probe {
        static @Nullable Scheduler find(Scheduler chosen) {
            if (chosen instanceof VirtualTimeScheduler) {
                return chosen;
            }
            // Schedulers.parallel() is a wrapper then, so that its class says nothing
            return VirtualTimeScheduler.isFactoryEnabled() ? VirtualTimeScheduler.get() : null;
        }
    }
}
