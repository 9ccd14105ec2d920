package dev.coflow.reactor.law;

import dev.coflow.Body;
import dev.coflow.Flow;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A place where a body can be when its flow is cancelled. It would stay for a minute, or forever; with a demand of one item.
 *
 * @param name what a test report says
 * @param stay goes there
 */
record Place(String name, Body<Integer> stay) {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** In a method of the handle. */
    static Stream<Place> suspended() {
        return Stream.of(
                new Place("emit", out -> {
                    out.emit(1);
                    out.emit(2);
                }),
                new Place("pull", out -> out.pull(Flux.never()).hasNext()),
                new Place("pull of a body", out -> out.pull(awaiting()).hasNext()),
                new Place(
                        "pull of a merge",
                        out -> out.pull(Flow.merge(awaiting(), awaiting())).hasNext()),
                new Place("await", out -> out.await(Mono.never())),
                new Place("await of a body", out -> out.await(awaiting())),
                new Place("awaitEnd", out -> out.awaitEnd(Flux.never())),
                new Place("cooperate for a minute", out -> out.cooperate(LONG)),
                new Place("cooperate", out -> {
                    while (true) {
                        out.cooperate();
                    }
                }),
                new Place(
                        "blocking",
                        out -> out.blocking(() -> {
                            Thread.sleep(LONG.toMillis());
                            return 1;
                        })));
    }

    /** In a call that holds the turn, and notices an interrupt. */
    static Stream<Place> blocked() {
        ReentrantLock locked = lockedByAnother();
        return Stream.of(
                new Place("sleep", out -> Thread.sleep(LONG.toMillis())),
                new Place("latch", out -> Latches.one().await()),
                new Place("semaphore", out -> new Semaphore(0).acquire()),
                new Place("lock", out -> locked.lockInterruptibly()),
                new Place("read of a pipe", out -> {
                    try (InputStream in = new PipedInputStream(new PipedOutputStream())) {
                        in.read();
                    }
                }),
                new Place("block of a mono", out -> Mono.never().block()));
    }

    private static Flow<Integer> awaiting() {
        return Flow.generate(in -> in.await(Mono.never()));
    }

    private static ReentrantLock lockedByAnother() {
        ReentrantLock lock = new ReentrantLock();
        new Thread(lock::lock).start(); // who never gives it back
        Until.isTrue(lock::isLocked);
        return lock;
    }

    @Override
    public String toString() {
        return name;
    }
}
