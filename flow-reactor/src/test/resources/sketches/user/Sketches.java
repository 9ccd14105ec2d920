package user;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Pull;
import dev.coflow.Slot;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.Turn;
import dev.coflow.reactor.FlowDeferred;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What users write. Each public method without parameters is run, and its result compared. */
public final class Sketches {

    private Sketches() {}

    public record Pair<A, B>(A left, B right) {}

    public record Person(String name, long pay) {}

    public record Dept(List<Person> staff) {}

    private static final Flow<String> LEFT = Flow.of("a", "b", "c");
    private static final Flow<Integer> RIGHT = Flow.of(1, 2);

    // async and await

    record Stock(boolean ok) {}

    record Order(String id, boolean isPaid) {
        Order paid(String receipt) {
            return new Order(id + receipt, true);
        }
    }

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfStock(Order order) {
            super(order.id());
        }
    }

    static Mono<Stock> reserve(Order order) {
        return Mono.just(new Stock(!order.id().isEmpty()));
    }

    static Mono<String> charge(Order order) {
        return Mono.just("-receipt");
    }

    static Mono<Order> save(Order order) {
        return Mono.just(order);
    }

    static Mono<Order> place(Order order) {
        return ReactorFlow.mono(turn -> {
            Stock stock = turn.await(reserve(order));
            if (!stock.ok()) throw new OutOfStock(order);
            return turn.await(save(order.paid(turn.await(charge(order)))));
        });
    }

    public static Mono<Order> asyncAndAwait() {
        return place(new Order("42", false));
    }

    public static Mono<String> anErrorArrivesUnwrapped() {
        return place(new Order("", false)).map(Order::id).onErrorResume(OutOfStock.class, e -> Mono.just("out of stock"));
    }

    public static Mono<Integer> awaitsAFuture() {
        return ReactorFlow.mono(turn -> turn.await(CompletableFuture.supplyAsync(() -> 1)) + turn.await(Flow.of(2)));
    }

    public static Mono<String> awaitsWhatMayBeAbsent() {
        return ReactorFlow.mono(turn -> {
            Optional<String> name = turn.awaitOptional(Mono.<String>empty());
            turn.awaitEnd(Flux.just(1, 2));
            return name.orElse("none");
        });
    }

    public static Mono<String> blocks() {
        return ReactorFlow.mono(turn -> turn.blocking(() -> {
            Path file = Files.createTempFile("sketch", ".txt");
            Files.delete(file);
            return "deleted";
        }));
    }

    public static Mono<Integer> blocksInAMethod() {
        return ReactorFlow.mono(turn -> turn.blocking(Sketches::read));
    }

    private static Integer read() throws IOException {
        return 7;
    }

    // Bodies

    static Flow<Integer> counter(int n) {
        return Flow.generate(out -> {
            for (int i = n; i > 0; i--) out.emit(i);
        });
    }

    public static Flow<Integer> consumer() {
        return Flow.generate(out -> {
            for (int x : out.pull(counter(3)))
                if (x != 2) out.emit(x);
        });
    }

    public static Flow<String> cooperates() {
        return Flow.generate(out -> {
            out.emit("immediate");
            out.cooperate();
            out.cooperate(Duration.ofMillis(1));
            out.emit("delayed");
        });
    }

    public static Flow<String> trapsInTheBody() {
        Flow<String> source = Flow.<String>generate(out -> {
            out.emit("line");
            throw new IOException();
        });
        return Flow.generate(out -> {
            try (Pull<String> lines = out.pull(source, IOException.class)) {
                for (String s : lines) out.emit(s);
            } catch (IOException e) {
                out.emit("trapped");
            }
        });
    }

    public static Flow<String> trapsAnAwait() {
        return Flow.generate(out -> {
            try {
                out.emit(out.await(Mono.<String>error(new TimeoutException()), TimeoutException.class));
            } catch (TimeoutException e) {
                out.emit("late");
            }
        });
    }

    public static Flow<Number> emitsAll() {
        return Flow.<Number>generate(out -> {
            out.emitAll(counter(2));
            out.emitAll(Mono.just(0.5));
        });
    }

    public static Flow<String> pollsWhatIsReady() {
        return Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(RIGHT, 1)) {
                Optional<Integer> first = items.poll();
                out.emit(first.map(x -> "ready " + x).orElse("nothing"));
                while (items.hasNext()) out.emit("then " + items.next());
            }
        });
    }

    public static Flow<String> namesItsTypeBeforeAChain() {
        return Flow.<Integer>generate(out -> out.emit(1)).map(x -> "item " + x);
    }

    public static Flow<Integer> bodyAsAMethod() {
        return Flow.generate(Sketches::body);
    }

    private static void body(dev.coflow.Emitter<Integer> out) throws IOException {
        out.emit(5);
    }

    public static Flow<Integer> taskAsAMethod() {
        return Flow.task(Sketches::answer);
    }

    private static Integer answer(Turn turn) throws InterruptedException {
        return 42;
    }

    public static Flow<Void> runs() {
        return Flow.run(turn -> turn.awaitEnd(counter(3)));
    }

    public static Flow<String> seesTheContext() {
        return Flow.<String>generate(out -> out.emit(out.<String>context("user").orElse("nobody")))
                .transform(f -> Flux.from(f).contextWrite(context -> context.put("user", "Wendy")));
    }

    // State machines

    static final class Countdown implements Steps<Integer> {
        private int n = 3;

        @Override
        public Step<Integer> next() {
            return n == 0 ? Step.done() : Step.emit(n--);
        }
    }

    public static Flow<Integer> stackless() {
        return Flow.fromSteps(Countdown::new);
    }

    public static Flow<String> stacklessLambda() {
        return Flow.fromSteps(() -> {
            List<String> rest = new ArrayList<>(List.of("one", "two"));
            return () -> rest.isEmpty() ? Step.done() : Step.emit(rest.remove(0));
        });
    }

    // Sources

    public static Flow<Integer> futures() {
        return Flow.fromFuture(() -> CompletableFuture.completedFuture(1));
    }

    public static Flow<String> callables() {
        return Flow.fromCallable(() -> "called").map(String::toUpperCase);
    }

    public static Flow<Integer> streams() {
        return Flow.fromStream(() -> Stream.of(1, 2)).filter(x -> x > 1);
    }

    public static Flow<Integer> threaded() {
        return Flow.threaded(() -> List.of(3, 2, 1));
    }

    public static Flow<String> threadedStream() {
        return Flow.threadedStream(() -> {
            Path file = Files.createTempFile("sketch", ".txt");
            file.toFile().deleteOnExit();
            return Files.lines(Files.write(file, List.of("first", "second")));
        });
    }

    public static Flow<String> errors() {
        return Flow.<String>error(new IOException("given")).trap(IOException.class, Throwable::getMessage);
    }

    public static Flow<String> freshErrors() {
        return Flow.<String>error(IOException::new).trap(IOException.class, e -> "fresh");
    }

    public static Flow<String> errorsOfASupplier() {
        return Flow.<String>error(() -> new IOException("made")).trap(IOException.class, IOException::getMessage);
    }

    public static Flow<Integer> emptyFlow() {
        return Flow.empty();
    }

    public static Flow<Integer> publishers() {
        return Flow.from(Flux.range(1, 3));
    }

    // Joins: several generic arguments, without a warning

    public static Flow<Object> merges() {
        return Flow.merge(LEFT, RIGHT);
    }

    public static Flow<Map<String, List<Integer>>> mergesGenericTypes() {
        Flow<Map<String, List<Integer>>> one = Flow.of(Map.of("one", List.of(1)));
        Flux<Map<String, List<Integer>>> two = Flux.just(Map.of("two", List.of(2)));
        return Flow.merge(one, two);
    }

    public static <T> Flow<T> mergesWhatIsGenericItself(Publisher<? extends T> a, Publisher<? extends T> b) {
        return Flow.merge(a, b);
    }

    public static Flow<Integer> mergesAList() {
        return Flow.merge(List.of(RIGHT, counter(2)), 1);
    }

    public static Flow<List<String>> ofGenericTypes() {
        return Flow.of(List.of("a"), List.of("b"));
    }

    public static Flow<Pair<String, Integer>> zips() {
        return Flow.zip(LEFT, RIGHT, Pair::new);
    }

    public static Flow<String> zipsToTheLongest() {
        return Flow.zipLongest(LEFT, RIGHT, (l, r) -> l.orElse("-") + r.map(String::valueOf).orElse("-"));
    }

    public static Flow<Pair<Optional<String>, Optional<Integer>>> zipsToTheLongestPairs() {
        return Flow.zipLongest(LEFT, RIGHT, Pair::new);
    }

    public static Flow<Integer> zipsAList() {
        return Flow.zip(List.of(RIGHT, RIGHT, RIGHT), items -> items.stream().mapToInt(x -> x).sum());
    }

    // Stages

    public static Flow<String> traps() {
        return Flow.of(2, 1, 0).map(x -> "" + 2 / x).trap(ArithmeticException.class, e -> "fallback");
    }

    public static Flow<String> trapsSeveralTypes() {
        return Flow.<String>error(new IOException())
                .trap(List.of(IOException.class, TimeoutException.class), e -> "one of two");
    }

    public static Flow<String> chains() {
        return counter(6)
                .map(x -> x - 1)
                .mapNotNull(x -> x == 0 ? null : x)
                .filter(x -> x % 2 == 0)
                .concatMap(x -> Flow.of(x, -x))
                .concatMapIterable(x -> List.of("" + x), () -> {});
    }

    public static Flow<Integer> concatenatesAnyPublisher() {
        return RIGHT.concatMap(x -> Mono.just(x + 1));
    }

    public static Flow<Long> contextAndAccumulator() {
        Flow<Dept> depts = Flow.of(
                new Dept(List.of(new Person("James", 1), new Person("Wendy", 2))), new Dept(List.of(new Person("John", 4))));
        return depts.concatMap(
                d -> Flow.of(d).concatMapIterable(Dept::staff).map(Person::pay).reduce(0L, Long::sum));
    }

    public static Flow<Map<Boolean, Long>> collects() {
        return counter(5).collect(Collectors.partitioningBy(x -> x > 3, Collectors.counting()));
    }

    public static Flow<List<Integer>> reducesWithASeed() {
        return counter(2).reduceWith(ArrayList::new, (List<Integer> list, Integer x) -> {
            list.add(x);
            return list;
        });
    }

    public static Flow<String> stepsOverItems() {
        return RIGHT.step(x -> x == 1 ? Step.skip() : Step.emit("item " + x));
    }

    public static Flow<Integer> pauses() {
        return counter(9).stepWith(() -> {
            List<Integer> calls = new ArrayList<>();
            return x -> {
                calls.add(x);
                if (calls.size() == 2) return Step.cooperate(Duration.ofMillis(1));
                return x > 6 ? Step.emit(x) : Step.done();
            };
        });
    }

    public static Flow<Integer> stepsAsAMethod() {
        return RIGHT.step(Sketches::twice);
    }

    private static Step<Integer> twice(int x) {
        return Step.emit(2 * x);
    }

    public static Flow<Integer> paces() {
        return counter(2).pace(Duration.ofMillis(1));
    }

    public static Flow<String> discards() {
        return LEFT.discard();
    }

    public record Row(String name, boolean isSecret) {}

    static final Slot<Row> VISIBLE_ROWS = Slot.named("visible rows");

    static final Slot<List<? extends Number>> GENERIC = Slot.named("generic");

    private static Predicate<Row> allowedFor(String user) {
        return row -> !row.isSecret() || user.equals("Wendy");
    }

    public static Flow<String> fillsASlot() {
        Flow<String> report = Flow.of(new Row("open", false), new Row("secret", true))
                .slot(VISIBLE_ROWS)
                .map(Row::name);
        return Flow.merge(
                report.fill(VISIBLE_ROWS, rows -> rows.filter(allowedFor("James"))).map(name -> "James: " + name),
                report.map(name -> "all: " + name));
    }

    public static Flow<Integer> fillsAGenericSlot() {
        Flow<List<? extends Number>> lists = Flow.of(List.of(1), List.of(0.5, 2));
        return lists.slot(GENERIC).map(List::size).fill(GENERIC, l -> l.filter(list -> list.size() > 1));
    }

    public static Flow<String> cutsLines() {
        return Flow.of("Hello ", "World\nHappy", " Days\n").transform(Frames.lines()).map(String::strip);
    }

    public static Flow<String> cutsFrames() {
        Frames rule = Frames.by("\r\n").withMaxLength(5).withUnfinished(Frames.Unfinished.REPORT);
        return Flow.of("a\r\nb")
                .transform(rule.asStage())
                .trap(Frames.UnfinishedFrameException.class, e -> "unfinished");
    }

    public static Flow<String> selectsWhatIsReady() {
        return Flow.generate(out -> {
            Pull<String> left = out.pull(LEFT);
            Pull<Integer> right = out.pull(RIGHT);
            for (var ready = out.select(left, right); ready.isPresent(); ready = out.select(left, right)) {
                out.emit(ready.get() == left ? left.next() : "number " + right.next());
            }
        });
    }

    public static Flow<Integer> transforms() {
        return counter(2).transform(f -> Flux.from(f).timeout(Duration.ofMinutes(1)));
    }

    // Out

    public static Flux<Integer> asFlux() {
        return counter(2).as(ReactorFlow::toFlux);
    }

    public static Mono<Integer> asMono() {
        return ReactorFlow.toMono(counter(1));
    }

    public static Flux<Integer> insideReactor() {
        return Flux.just(1, 2).concatMap(x -> counter(x));
    }

    public static Flux<String> bodyAsFlux() {
        return ReactorFlow.flux(out -> out.emit("from a body"));
    }

    public static Mono<List<Integer>> deferred() {
        FlowDeferred<List<Integer>> d = FlowDeferred.collect(counter(2));
        return Mono.when(d, FlowDeferred.from(Mono.just(1))).then(d);
    }

    public static Flow<Integer> blockingStream() {
        try (Stream<Integer> s = counter(3).toStream()) {
            return Flow.fromIterable(s.limit(2).toList());
        }
    }

    public static Flow<Integer> blockingLoop() {
        List<Integer> seen = new ArrayList<>();
        try (BlockingIterable<Integer> items = counter(3).toIterable()) {
            for (int x : items) seen.add(x);
        }
        return Flow.fromIterable(seen);
    }
}
