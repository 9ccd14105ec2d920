package dev.coflow.reactor.random;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.stage.Stage;
import dev.coflow.stage.Zip;
import dev.coflow.stage.ZipLongest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes with sources. */
final class Stages {

    private Stages() {}

    private static Stream<Node> insideOr(Node source, Function<Node, Node> outside) {
        return Stream.concat(Stream.of(source), source.smaller().map(outside));
    }

    /** The number of an item at its source. */
    private static int numberOf(String item) {
        return Integer.parseInt(item.substring(item.lastIndexOf('#') + 1));
    }

    /** A function on every item: it changes nothing, leaves out every second item, or fails at the third. */
    record Mapped(Node source, Kind kind) implements Node {
        enum Kind {
            MAP,
            FILTER,
            MAP_NOT_NULL,
            FAIL
        }

        @Override
        public Flow<String> build(Trace trace, String path) {
            Flow<String> flow = source.build(trace, path + "m");
            return switch (kind) {
                case MAP -> flow.map(item -> seen(trace, path, item));
                case FILTER -> flow.filter(item -> numberOf(seen(trace, path, item)) % 2 == 0);
                case MAP_NOT_NULL -> flow.mapNotNull(item -> numberOf(seen(trace, path, item)) % 2 == 0 ? item : null);
                case FAIL -> flow.map(item -> failAtThird(seen(trace, path, item), path));
            };
        }

        private static String seen(Trace trace, String path, String item) {
            trace.add("map " + path + " " + item);
            return item;
        }

        private static String failAtThird(String item, String path) {
            if (numberOf(item) == 2) {
                throw new IllegalArgumentException(path);
            }
            return item;
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new Mapped(s, kind));
        }
    }

    /** A sub-flow for each item. */
    record ConcatMapped(Node source, Node subFlow, boolean notesEnd) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            Flow<String> flow = source.build(trace, path + "c");
            Function<String, Flow<String>> mapper = item -> {
                trace.add("open " + path + " " + item);
                return subFlow.build(trace, path + "(" + item + ")");
            };
            return notesEnd ? flow.concatMap(mapper, () -> trace.add("finish " + path)) : flow.concatMap(mapper);
        }

        @Override
        public Stream<Node> smaller() {
            return Stream.concat(
                    Stream.of(source, subFlow),
                    Stream.concat(
                            source.smaller().map(s -> new ConcatMapped(s, subFlow, notesEnd)),
                            subFlow.smaller().map(s -> new ConcatMapped(source, s, notesEnd))));
        }
    }

    /** A list for each item. */
    record ConcatMappedIterable(Node source, int count) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return source.build(trace, path + "i")
                    .concatMapIterable(
                            item -> {
                                trace.add("list " + path + " " + item);
                                return IntStream.range(0, count)
                                        .mapToObj(i -> path + "(" + item + ")#" + i)
                                        .toList();
                            },
                            () -> trace.add("listed " + path));
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new ConcatMappedIterable(s, count));
        }
    }

    /** The planned error becomes an item, or an error that nobody plans would. */
    record Trapped(Node source, boolean planned) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            Class<? extends Exception> type = planned ? Planned.class : InterruptedException.class;
            return source.build(trace, path + "t").trap(type, e -> {
                trace.add("trap " + path);
                return path + "#0";
            });
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new Trapped(s, planned));
        }
    }

    /** Items a time apart. */
    record Paced(Node source, int millis) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return source.build(trace, path + "p").pace(Duration.ofMillis(millis));
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new Paced(s, millis));
        }
    }

    /** A step for every item: emit, skip, offered again, then emitted; ends at an item of a given number. */
    record Stepped(Node source, int endsAt, int pauseMillis) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return source.build(trace, path + "s").stepWith(() -> {
                Set<String> offered = new HashSet<>();
                return item -> step(trace, path, item, offered);
            });
        }

        private Step<String> step(Trace trace, String path, String item, Set<String> offered) {
            trace.add("step " + path + " " + item);
            int number = numberOf(item);
            if (number == endsAt) {
                return Step.done();
            }
            return switch (number % 4) {
                case 1 -> offered.add(item) ? Step.cooperate(Duration.ofMillis(pauseMillis)) : Step.emit(item);
                case 2 -> Step.skip();
                default -> Step.emit(item);
            };
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new Stepped(s, endsAt, pauseMillis));
        }
    }

    /** All items as one. */
    record Folded(Node source, Kind kind) implements Node {
        enum Kind {
            REDUCE,
            COLLECT,
            DISCARD
        }

        @Override
        public Flow<String> build(Trace trace, String path) {
            Flow<String> flow = source.build(trace, path + "f");
            return switch (kind) {
                case REDUCE ->
                    flow.reduce(path + "#0", (sum, item) -> {
                        trace.add("reduce " + path + " " + item);
                        return sum + "+" + item;
                    });
                case COLLECT -> flow.collect(Collectors.reducing(path + "#0", (sum, item) -> sum + "+" + item));
                case DISCARD -> flow.discard();
            };
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, s -> new Folded(s, kind));
        }
    }

    /** A part of the flow that passes through operators which are not ours to see. */
    record Transformed(Node source) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return source.build(trace, path + "x")
                    .transform(flow -> flow.map(item -> {
                        trace.add("transformed " + path + " " + item);
                        return item;
                    }));
        }

        @Override
        public Stream<Node> smaller() {
            return insideOr(source, Transformed::new);
        }
    }

    /** Merge and the zips. */
    record Joined(List<Node> inputs, Kind kind, int prefetch) implements Node {
        enum Kind {
            MERGE,
            ZIP,
            ZIP_LONGEST
        }

        @Override
        public Flow<String> build(Trace trace, String path) {
            List<Flow<String>> flows = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                flows.add(inputs.get(i).build(trace, path + i));
            }
            return switch (kind) {
                case MERGE -> Flow.merge(flows, prefetch);
                case ZIP -> Flow.fromStage(new Zip<>(stages(flows), items -> combined(trace, path, items), prefetch));
                case ZIP_LONGEST ->
                    Flow.fromStage(
                            new ZipLongest<>(stages(flows), items -> combined(trace, path, orNone(items)), prefetch));
            };
        }

        private static List<Stage<? extends String>> stages(List<Flow<String>> flows) {
            return List.copyOf(flows.stream().map(Flow::stage).toList());
        }

        private static List<String> orNone(List<Optional<String>> items) {
            return items.stream().map(item -> item.orElse("none#0")).toList();
        }

        private static String combined(Trace trace, String path, List<String> items) {
            String item = String.join("+", items);
            trace.add("zip " + path + " " + item);
            return item;
        }

        @Override
        public Stream<Node> smaller() {
            List<Node> smaller = new ArrayList<>(inputs);
            for (int i = 0; i < inputs.size(); i++) {
                List<Node> fewer = new ArrayList<>(inputs);
                Node input = fewer.remove(i);
                smaller.add(new Joined(fewer, kind, prefetch));
                int place = i;
                input.smaller().forEach(s -> {
                    List<Node> changed = new ArrayList<>(inputs);
                    changed.set(place, s);
                    smaller.add(new Joined(changed, kind, prefetch));
                });
            }
            return smaller.stream();
        }
    }
}
