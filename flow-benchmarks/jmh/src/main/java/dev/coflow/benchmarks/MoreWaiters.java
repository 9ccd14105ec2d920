package dev.coflow.benchmarks;

import java.util.List;
import java.util.Optional;

/** What waits where the JDK is new enough. */
interface MoreWaiters {

    List<Waiter> waiters();

    /** None, if the class is not there. */
    static List<Waiter> all() {
        return found().map(MoreWaiters::waiters).orElse(List.of());
    }

    private static Optional<MoreWaiters> found() {
        try {
            return Optional.of((MoreWaiters) Class.forName(MoreWaiters.class.getPackageName() + ".FiberWaiters")
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
