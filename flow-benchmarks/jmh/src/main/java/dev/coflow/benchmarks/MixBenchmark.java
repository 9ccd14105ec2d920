package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The best words of some documents in a game of Scrabble: a stream of letters for each word, and pages of words; counted as a whole. */
public class MixBenchmark extends Measured {

    private List<String> lines = List.of();

    @Setup
    public void lines() {
        lines = Scrabble.lines();
        List<Scored> expected = result(byReactor()).words();
        for (Publisher<Ranking> way : List.of(byFlow(), KotlinPeers.INSTANCE.ranked(lines), byRxJava())) {
            List<Scored> found = result(way).words();
            if (!found.equals(expected)) {
                throw new IllegalStateException("one result required but it was " + expected + " and " + found);
            }
        }
    }

    private static Ranking result(Publisher<Ranking> way) {
        return Objects.requireNonNull(Mono.fromDirect(way).block());
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(byFlow());
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(byReactor());
    }

    @Benchmark
    public long kotlinFlow() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.ranked(lines));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(byRxJava());
    }

    private Flow<Ranking> byFlow() {
        return bestOfPages(Flow.fromIterable(lines)
                        .concatMapIterable(Scrabble::words)
                        .filter(word -> word.length() >= Scrabble.SHORTEST)
                        .concatMap(word -> Flow.fromIterable(Scrabble.letters(word))
                                .reduceWith(Histogram::new, Histogram::plus)
                                .map(letters -> new Scored(word, letters.score()))))
                .reduceWith(Ranking::new, Ranking::plus);
    }

    private static Flow<Scored> bestOfPages(Flow<Scored> words) {
        return Flow.generate(out -> {
            List<Scored> page = new ArrayList<>();
            for (Scored word : out.pull(words)) {
                page.add(word);
                if (page.size() == Scrabble.PAGE) {
                    out.emit(Scrabble.best(page));
                    page.clear();
                }
            }
            if (!page.isEmpty()) {
                out.emit(Scrabble.best(page));
            }
        });
    }

    private Mono<Ranking> byReactor() {
        return Flux.fromIterable(lines)
                .concatMapIterable(Scrabble::words)
                .filter(word -> word.length() >= Scrabble.SHORTEST)
                .concatMap(word -> Flux.fromIterable(Scrabble.letters(word))
                        .reduceWith(Histogram::new, Histogram::plus)
                        .map(letters -> new Scored(word, letters.score())))
                .buffer(Scrabble.PAGE)
                .map(Scrabble::best)
                .reduceWith(Ranking::new, Ranking::plus);
    }

    private Flowable<Ranking> byRxJava() {
        return Flowable.fromIterable(lines)
                .concatMapIterable(Scrabble::words)
                .filter(word -> word.length() >= Scrabble.SHORTEST)
                .concatMapSingle(word -> Flowable.fromIterable(Scrabble.letters(word))
                        .reduceWith(Histogram::new, Histogram::plus)
                        .map(letters -> new Scored(word, letters.score())))
                .buffer(Scrabble.PAGE)
                .map(Scrabble::best)
                .reduceWith(Ranking::new, Ranking::plus)
                .toFlowable();
    }
}
