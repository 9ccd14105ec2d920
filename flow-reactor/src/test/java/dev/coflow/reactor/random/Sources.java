package dev.coflow.reactor.random;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Nodes without sources. */
final class Sources {

    private Sources() {}

    private static List<String> names(String path, int count) {
        return IntStream.range(0, count).mapToObj(i -> path + "#" + i).toList();
    }

    private static Stream<Integer> less(int count) {
        return count == 0 ? Stream.of() : Stream.of(0, count / 2, count - 1).distinct();
    }

    /** A list. */
    record Items(int count) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.fromIterable(names(path, count));
        }

        @Override
        public Stream<Node> smaller() {
            return less(count).map(Items::new);
        }
    }

    /** An iterable that leaves a trace when an item is drawn. */
    record Lazy(int count) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.fromIterable(() -> drawing(names(path, count).iterator(), trace));
        }

        private static Iterator<String> drawing(Iterator<String> items, Trace trace) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public String next() {
                    String item = items.next();
                    trace.add("draw " + item);
                    return item;
                }
            };
        }

        @Override
        public Stream<Node> smaller() {
            return Stream.concat(Stream.of(new Items(count)), less(count).map(Lazy::new));
        }
    }

    /** A publisher that is not ours. */
    record Foreign(int count, boolean fails) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.from(new ForeignPublisher(names(path, count), fails ? new Planned(path) : null, trace, path));
        }

        @Override
        public Stream<Node> smaller() {
            Stream<Node> without = fails ? Stream.of(new Foreign(count, false)) : Stream.of(new Items(count));
            return Stream.concat(without, less(count).map(c -> new Foreign(c, fails)));
        }
    }

    /** A source with a thread of its own, where there are such. */
    record Beside(int count, Kind kind) implements Node {
        enum Kind {
            THREADED,
            PUBLISH_ON,
            FUTURE
        }

        @Override
        public Flow<String> build(Trace trace, String path) {
            if (!trace.hasOtherThreads()) {
                return Flow.fromIterable(names(path, kind == Kind.FUTURE ? 1 : count));
            }
            return switch (kind) {
                case THREADED -> Flow.threaded(() -> names(path, count));
                case PUBLISH_ON ->
                    Flow.from(Flux.fromIterable(names(path, count)).publishOn(Schedulers.parallel(), 2));
                case FUTURE -> Flow.fromFuture(() -> CompletableFuture.supplyAsync(() -> path + "#0"));
            };
        }

        @Override
        public Stream<Node> smaller() {
            return Stream.concat(Stream.of(new Items(count)), less(count).map(c -> new Beside(c, kind)));
        }
    }

    /** An error at once. */
    record Failing() implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.error(() -> new Planned(path));
        }

        @Override
        public Stream<Node> smaller() {
            return Stream.of(new Items(0));
        }
    }

    /** A callable that returns an item, null, or throws. */
    record Called(int outcome) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.fromCallable(() -> {
                trace.add("call " + path);
                if (outcome == 2) {
                    throw new Planned(path);
                }
                return outcome == 0 ? path + "#0" : null;
            });
        }

        @Override
        public Stream<Node> smaller() {
            return Stream.of(new Items(outcome == 0 ? 1 : 0));
        }
    }

    /** Steps: one letter for each, e emit, c cooperate, w wait, s skip, d done, f fail. */
    record Stepping(String steps) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.fromSteps(() -> machine(trace, path));
        }

        private Steps<String> machine(Trace trace, String path) {
            int[] at = {0};
            return () -> {
                int i = at[0]++;
                char letter = i < steps.length() ? steps.charAt(i) : 'd';
                trace.add("step " + path + letter + i);
                return switch (letter) {
                    case 'e' -> Step.emit(path + "#" + i);
                    case 'c' -> Step.cooperate();
                    case 'w' -> Step.cooperate(Duration.ofMillis(i));
                    case 's' -> Step.skip();
                    case 'd' -> Step.done();
                    default -> throw new Planned(path);
                };
            };
        }

        @Override
        public Stream<Node> smaller() {
            List<Node> smaller = new ArrayList<>();
            smaller.add(new Items((int) steps.chars().filter(c -> c == 'e').count()));
            for (int i = 0; i < steps.length(); i++) {
                smaller.add(new Stepping(steps.substring(0, i) + steps.substring(i + 1)));
            }
            return smaller.stream();
        }
    }
}
