package dev.coflow.reactor.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import reactor.core.scheduler.Schedulers;

/** What waits for a time on Reactor's schedulers, which are others for as long as this is open. */
final class Timers implements AutoCloseable {

    private static final String KEY = "timers of a load";

    private final List<ScheduledExecutorService> executors = new CopyOnWriteArrayList<>();
    private final Schedulers.Snapshot before;

    Timers() {
        Schedulers.addExecutorServiceDecorator(KEY, (scheduler, executor) -> {
            executors.add(executor);
            return executor;
        });
        before = Schedulers.setFactoryWithSnapshot(new Schedulers.Factory() {});
    }

    int pending() {
        return executors.stream()
                .mapToInt(executor ->
                        ((ScheduledThreadPoolExecutor) executor).getQueue().size())
                .sum();
    }

    @Override
    public void close() {
        Schedulers.resetFrom(before);
        Schedulers.removeExecutorServiceDecorator(KEY);
    }
}
