package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

class FromTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.from(Flux.fromIterable(items).hide());
    }

    @Override
    public int inHand() {
        return 1;
    }

    // Values

    @Test
    void takesAnyPublisher() {
        assertThat(Flow.from(Mono.just(1)).toList()).containsExactly(1);
        assertThat(Flow.from(FlowAdapters.toPublisher(FlowAdapters.<Integer>toFlowPublisher(Flux.just(1, 2))))
                        .toList())
                .containsExactly(1, 2);
    }

    @Test
    void itsItemsEnterTheRunThroughATurn() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> beside = Flow.from(Flux.range(1, 50).publishOn(Schedulers.boundedElastic()));
        Flow<Integer> counting = Flow.generate(out -> {
            for (int i = 0; i < 50; i++) {
                seen.add("enter");
                Thread.yield();
                seen.add("leave");
                out.cooperate();
            }
        });
        Flow<Integer> mapped = beside.map(x -> {
            seen.add("enter");
            Thread.yield();
            seen.add("leave");
            return x;
        });
        assertThat(Flow.merge(mapped, counting).toList()).hasSize(50);
        for (int i = 0; i < seen.size(); i += 2) {
            assertThat(seen.subList(i, i + 2)).containsExactly("enter", "leave");
        }
    }

    @Test
    void whatItAnswersToARequestPassesInTheTurnOfTheRequest() {
        List<Object> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> answering = Flow.from(Flux.range(1, 2).hide()).map(x -> {
            order.add(x);
            return x;
        });
        Flow<Integer> body = Flow.generate(out -> order.add("body"));
        assertThat(Flow.merge(body, answering).toList()).containsExactly(1, 2);
        assertThat(order).containsExactly(1, 2, "body");
    }

    @Test
    void aFlowWithoutARunWaitsForNoOtherThatWasSubscribedOnItsThread() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        Flow<Integer> keepsTheTurn = Flow.generate(out -> {
            busy.countDown();
            new CountDownLatch(1).await(); // until it is interrupted
        });
        FutureTask<List<Integer>> subscribing = new FutureTask<>(() -> {
            Disposable other = ReactorFlow.toFlux(keepsTheTurn).subscribe();
            Waiting.await(busy);
            List<Integer> items = new CopyOnWriteArrayList<>();
            ReactorFlow.toFlux(Flow.from(Flux.range(1, 2).hide()).map(x -> x)).subscribe(items::add);
            List<Integer> seen = List.copyOf(items);
            other.dispose();
            return seen;
        });
        new Thread(subscribing).start(); // one that has subscribed to nothing else
        assertThat(subscribing.get()).containsExactly(1, 2);
    }

    // Error

    @Test
    void aLateErrorComesAfterTheItemsThatWaitForATurn() {
        TestPublisher<Integer> publisher = TestPublisher.createCold();
        publisher.next(1, 2).error(new IllegalStateException("late"));
        StepVerifier.create(Flow.merge(Flow.from(publisher)))
                .expectNext(1, 2)
                .expectErrorMessage("late")
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    void passesDemandOn() {
        TestPublisher<Integer> publisher = TestPublisher.create();
        Recorder<Integer> recorder = Recorder.subscribe(Flow.from(publisher));
        publisher.assertWasNotRequested();
        recorder.request(2);
        publisher.assertMinRequested(2).assertMaxRequested(2);
        publisher.next(1, 2);
        assertThat(recorder.items()).containsExactly(1, 2);
    }

    @Test
    void aHotSinkLosesNothingThatIsEmittedRightAfterAPull() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        Flow<Integer> flow = Flow.generate(out -> {
            try (var items = out.pull(sink.asFlux())) {
                sink.tryEmitNext(1).orThrow();
                out.emit(items.next());
            }
        });
        assertThat(flow.toList()).containsExactly(1);
    }

    @Test
    void aSourceThatCanBeReadDirectlyIsNotAskedForItems() {
        List<Long> requests = new ArrayList<>();
        Flow<Integer> fused = Flow.from(Flux.range(1, 3).doOnRequest(requests::add));
        assertThat(Flow.merge(fused.map(x -> x), Flow.of(-1)).toList()).containsExactly(1, -1, 2, 3);
        assertThat(requests).isEmpty();
    }

    @Test
    void aSourceThatCanBeReadDirectlyIsReadOnlyAsFarAsThereIsDemand() {
        AtomicInteger drawn = new AtomicInteger();
        Flux<Integer> numbers = Flux.generate(sink -> sink.next(drawn.incrementAndGet()));
        Recorder<Integer> recorder =
                Recorder.subscribe(Flow.merge(Flow.from(numbers).map(x -> x), Flow.from(Flux.<Integer>never())));
        recorder.request(2);
        assertThat(recorder.items()).containsExactly(1, 2);
        assertThat(drawn).hasValue(2);
        recorder.cancel();
    }

    @Test
    void whatIsReadDirectlyAndLeftIsDiscarded() {
        List<Object> discarded = new ArrayList<>();
        Flow<Integer> flow = Flow.generate(out -> {
            try (var items =
                    out.pull(Flow.from(Flux.fromIterable(List.of(1, 2, 3))).filter(x -> true))) {
                out.emit(items.next());
            }
        });
        assertThat(ReactorFlow.toFlux(flow)
                        .doOnDiscard(Integer.class, discarded::add)
                        .collectList()
                        .block(Waiting.LIMIT))
                .containsExactly(1);
        assertThat(discarded).containsExactly(2, 3);
    }

    // Cancel

    @Test
    void passesACancelOn() throws InterruptedException {
        CountDownLatch subscribed = new CountDownLatch(1);
        PublisherProbe<Integer> probe =
                PublisherProbe.of(Mono.<Integer>never().doOnSubscribe(s -> subscribed.countDown()));
        Recorder<Integer> recorder = Recorder.subscribe(Flow.merge(Flow.from(probe.mono())));
        recorder.request(1);
        Waiting.await(subscribed);
        recorder.cancel();
        probe.assertWasCancelled();
    }

    // Context

    @Test
    void seesTheContextOfTheSubscriber() {
        Flow<String> flow = Flow.from(Flux.deferContextual(context -> Flux.just(context.<String>get("who"))));
        for (Flow<String> any : List.of(flow, Flow.merge(flow), flow.concatMap(Flow::of))) {
            StepVerifier.create(Flux.from(any).contextWrite(context -> context.put("who", "James")))
                    .expectNext("James")
                    .expectComplete()
                    .verify(Waiting.LIMIT);
        }
    }
}
