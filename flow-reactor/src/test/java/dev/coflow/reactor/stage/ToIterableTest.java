package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import dev.coflow.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/** Twisted's {@code Block}. */
class ToIterableTest {

    private final AtomicInteger started = new AtomicInteger();
    private final CountDownLatch unwound = new CountDownLatch(1);

    /** Emits 1 and 2 and then waits for ever. */
    private Flow<Integer> waiting() {
        return Flow.generate(out -> {
            started.incrementAndGet();
            try {
                out.emitAll(Flow.of(1, 2));
                out.await(Mono.never());
            } finally {
                unwound.countDown();
            }
        });
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void isReadInAForLoop(Source source) {
        List<Integer> seen = new ArrayList<>();
        try (BlockingIterable<Integer> items = source.of(Items.upTo(3)).toIterable()) {
            for (int item : items) {
                seen.add(item);
            }
        }
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void everyIteratorIsARunOfItsOwn() {
        try (BlockingIterable<Integer> items = waiting().toIterable()) {
            assertThat(started).hasValue(0);
            Iterator<Integer> first = items.iterator();
            Iterator<Integer> second = items.iterator();
            assertThat(List.of(first.next(), second.next(), first.next(), second.next()))
                    .containsExactly(1, 1, 2, 2);
            assertThat(started).hasValue(2);
        }
    }

    // Demand

    @Test
    void whatItRequestsKeepsPaceWithWhatIsRead() {
        AtomicLong requested = new AtomicLong();
        Flux<Integer> source = Flux.range(1, 10_000).hide().doOnRequest(requested::addAndGet);
        try (BlockingIterable<Integer> items = Flow.from(source).toIterable()) {
            Iterator<Integer> iterator = items.iterator();
            for (int read = 1; read <= 1_000; read++) {
                assertThat(iterator.next()).isEqualTo(read);
                assertThat(requested.get()).isBetween((long) read, (long) read + Turn.DEFAULT_PREFETCH);
            }
        }
    }

    // Empty

    @Test
    void nothingLeftIsNoSuchElement() {
        try (BlockingIterable<Object> items = Flow.empty().toIterable()) {
            Iterator<Object> iterator = items.iterator();
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void theItemsComeBeforeTheErrorWhichIsUnchanged(Source source) {
        IOException error = new IOException("checked");
        List<Integer> seen = new ArrayList<>();
        try (BlockingIterable<Integer> items =
                source.of(Items.upTo(2).thenFail(error)).toIterable()) {
            assertThat(catchThrowable(() -> items.forEach(seen::add))).isSameAs(error);
        }
        assertThat(seen).containsExactly(1, 2);
    }

    // Cancel

    @Test
    void closingReachesTheFinallyOfTheBody() throws InterruptedException {
        try (BlockingIterable<Integer> items = waiting().toIterable()) {
            assertThat(items.iterator().next()).isEqualTo(1);
        }
        Waiting.await(unwound);
    }

    @Test
    void closingEndsAReaderThatWaits() throws Exception {
        CompletableFuture<List<Integer>> read = new CompletableFuture<>();
        CountDownLatch reading = new CountDownLatch(2);
        BlockingIterable<Integer> items = waiting().toIterable();
        Thread reader = new Thread(() -> {
            List<Integer> seen = new ArrayList<>();
            try {
                for (int item : items) {
                    seen.add(item);
                    reading.countDown();
                }
                read.complete(seen);
            } catch (Throwable e) {
                read.completeExceptionally(e);
            }
        });
        reader.start();
        Waiting.await(reading);
        items.close();
        assertThat(read.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).containsExactly(1, 2);
    }

    @Test
    void whatAnotherThreadReadsUntilItIsClosedIsABeginningWithoutGaps() throws Exception {
        Flow<Integer> numbers = Flow.fromIterable(
                () -> Stream.iterate(0, i -> i + 1).limit(1_000_000).iterator());
        for (int round = 0; round < 300; round++) {
            CountDownLatch some = new CountDownLatch(round);
            BlockingIterable<Integer> items = numbers.toIterable();
            CompletableFuture<List<Integer>> read = CompletableFuture.supplyAsync(() -> {
                List<Integer> seen = new ArrayList<>();
                for (int item : items) {
                    seen.add(item);
                    some.countDown();
                }
                return seen;
            });
            Waiting.await(some);
            items.close();
            List<Integer> seen = read.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i)).isEqualTo(i);
            }
        }
    }

    @Test
    void anItemThatCrossesTheCloseIsNotRead() {
        AtomicReference<Subscriber<? super Integer>> source = new AtomicReference<>();
        Flow<Integer> flow = Flow.from(subscriber -> {
            source.set(subscriber);
            subscriber.onSubscribe(Operators.emptySubscription());
        });
        BlockingIterable<Integer> items = flow.toIterable();
        Iterator<Integer> iterator = items.iterator();
        items.close();
        source.get().onNext(7);
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void aReaderThatWasInterruptedMeetsTheEndIfItReadsOn() {
        try (BlockingIterable<Integer> items = Flow.<Integer>from(Mono.never()).toIterable()) {
            Iterator<Integer> iterator = items.iterator();
            Thread.currentThread().interrupt();
            assertThatThrownBy(iterator::hasNext).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    // Threads

    @Test
    void isRefusedOnAThreadThatMustNotBlock() {
        Mono<Object> onAnEventLoop = Mono.<Object>fromCallable(() -> {
                    try (BlockingIterable<Integer> items = Flow.of(1).toIterable()) {
                        return items.iterator().next();
                    }
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> onAnEventLoop.block(Waiting.LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("block");
    }
}
