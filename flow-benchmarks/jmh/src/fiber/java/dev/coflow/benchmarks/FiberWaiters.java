package dev.coflow.benchmarks;

import java.util.List;

/** What waits with RxJavaFiberInterop; found by its name, because it wants a newer JDK than the others. */
public final class FiberWaiters implements MoreWaiters {

    @Override
    public List<Waiter> waiters() {
        return List.of(Waiter.threadless(Waiter.FOR_DEMAND, "fiberInterop", FiberPeers.emitted(2)));
    }
}
