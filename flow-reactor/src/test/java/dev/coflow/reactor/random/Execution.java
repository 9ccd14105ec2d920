package dev.coflow.reactor.random;

import dev.coflow.reactor.ReactorFlow;
import dev.coflow.reactor.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Executes a flow under a script, and tells what happened. */
final class Execution {

    /** Longer than all pauses of a random flow together. */
    private static final Duration EVER = Duration.ofDays(1);

    private static final ExecutorService OTHERS = Executors.newCachedThreadPool(code -> {
        Thread thread = new Thread(code, "other");
        thread.setDaemon(true);
        return thread;
    });

    private Execution() {}

    /** By the model. */
    static List<String> byModel(Node node, Script script) {
        Model model = new Model();
        Trace trace = new Trace(model::now);
        model.execute(node.build(trace, ""), new Observer(trace, script));
        return trace.events();
    }

    /** By the engine; if it does not end in time, its trace says so. */
    static List<String> byEngine(Node node, Script script, Duration limit) {
        Trace trace = new Trace(() -> Duration.ZERO);
        Observer observer = new Observer(trace, script);
        ReactorFlow.toFlux(node.build(trace, "")).subscribe(observer);
        return eventsAtEnd(trace, observer, limit);
    }

    /** By the engine, on a clock of its own that is moved when all is quiet. */
    static List<String> byEngineInVirtualTime(Node node, Script script, Duration limit) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        Trace trace = new Trace(() -> Duration.ofMillis(clock.now(TimeUnit.MILLISECONDS)));
        Observer observer = new Observer(trace, script);
        ReactorFlow.toFlux(node.build(trace, ""), clock).subscribe(observer);
        clock.advanceTimeBy(EVER);
        List<String> events = eventsAtEnd(trace, observer, limit);
        clock.dispose();
        return events;
    }

    /** By the engine, with an observer on another thread. */
    static RestlessObserver withOtherThreads(Node node, Random random, int cancelAfter, Duration limit) {
        Trace trace = Trace.withOtherThreads();
        RestlessObserver observer = new RestlessObserver(random, cancelAfter);
        OTHERS.execute(observer);
        ReactorFlow.toFlux(node.build(trace, "")).subscribe(observer);
        if (!observer.awaitEnd(limit) || !endsAll(trace, limit)) {
            throw new AssertionError("did not end: " + observer.items() + " " + trace.events());
        }
        return observer;
    }

    private static List<String> eventsAtEnd(Trace trace, Observer observer, Duration limit) {
        if (observer.awaitEnd(limit) && endsAll(trace, limit)) {
            return trace.events();
        }
        List<String> events = new ArrayList<>(trace.events());
        events.add("... and did not end");
        return events;
    }

    private static boolean endsAll(Trace trace, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (trace.live() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
            Thread.yield();
        }
        return true;
    }
}
