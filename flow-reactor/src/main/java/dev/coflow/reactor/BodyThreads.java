package dev.coflow.reactor;

import java.util.concurrent.ThreadFactory;

/**
 * Where bodies run: a virtual thread each where the JVM has them (21 and later), otherwise a daemon thread of an unbounded
 * cached pool; a bounded one would let parked bodies starve each other. No thread inherits thread-locals.
 *
 * <p>A body that gets no thread fails with an {@link IllegalStateException} that says so; a run that needs one for plain work goes on
 * without it, on the thread it is on. So nothing waits where threads end.
 *
 * <p>The system property {@code dev.coflow.threads}, {@code virtual} or {@code platform}, overrides the choice. Thread-safe.
 */
abstract class BodyThreads {

    private static final String PROPERTY = "dev.coflow.threads";

    private static final class Holder {
        static final BodyThreads CURRENT = choose(System.getProperty(PROPERTY, "auto"));
    }

    static BodyThreads current() {
        return Holder.CURRENT;
    }

    /**
     * Starts a thread of its own for the given code.
     *
     * @throws OutOfMemoryError if there are no more threads to be had
     */
    abstract void start(Runnable code);

    private static BodyThreads choose(String wanted) {
        switch (wanted) {
            case "platform":
                return new PlatformThreads();
            case "virtual":
                return new Virtual(virtualFactory());
            case "auto":
                return Runtime.version().feature() >= 21 ? new Virtual(virtualFactory()) : new PlatformThreads();
            default:
                throw new IllegalArgumentException(
                        PROPERTY + " must be virtual, platform or auto but it was " + wanted);
        }
    }

    /** {@code Thread.ofVirtual().name("flow-", 0).inheritInheritableThreadLocals(false).factory()}, for a Java 17 compiler. */
    private static ThreadFactory virtualFactory() {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = type.getMethod("name", String.class, long.class).invoke(builder, "flow-", 0L);
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "virtual threads need Java 21 but this is Java "
                            + Runtime.version().feature() + ": leave " + PROPERTY + " unset",
                    e);
        }
    }

    private static final class Virtual extends BodyThreads {
        private final ThreadFactory factory;

        Virtual(ThreadFactory factory) {
            this.factory = factory;
        }

        @Override
        void start(Runnable code) {
            factory.newThread(code).start();
        }
    }
}
