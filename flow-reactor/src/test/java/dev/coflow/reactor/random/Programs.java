package dev.coflow.reactor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Draws random flows: at most five stages deep, and not so large that one takes long. */
final class Programs {

    /** What may be in it. */
    enum Kind {
        /** All that takes neither time nor other threads. */
        PLAIN,
        WITH_PAUSES,
        WITH_OTHER_THREADS
    }

    private static final int DEPTH = 5;
    private static final int PARTS = 14;
    private static final int[] PREFETCHES = {1, 2, 3, 256};

    private final Random random;
    private final boolean timed;
    private final boolean beside;
    private int parts = PARTS;

    private Programs(Random random, Kind kind) {
        this.random = random;
        this.timed = kind == Kind.WITH_PAUSES;
        this.beside = kind == Kind.WITH_OTHER_THREADS;
    }

    static Node random(Random random, Kind kind) {
        return new Programs(random, kind).node(DEPTH);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <E> E oneOf(E[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private Stmt cooperate() {
        if (beside && chance(3)) {
            return new Stmt.Block();
        }
        return timed && chance(2) ? new Stmt.Pause(millis()) : new Stmt.Cooperate();
    }

    /** Few, so that many pauses end at one instant. */
    private int millis() {
        return 1 + random.nextInt(3);
    }

    private int prefetch() {
        return PREFETCHES[random.nextInt(PREFETCHES.length)];
    }

    private Node node(int depth) {
        if (depth <= 1 || --parts <= 0) {
            return source();
        }
        return this.<Supplier<Node>>oneOf(List.of(
                        () -> body(depth),
                        () -> body(depth),
                        () -> body(depth),
                        () -> body(depth),
                        () -> new Stages.Joined(nodes(depth), oneOf(Stages.Joined.Kind.values()), prefetch()),
                        () -> new Stages.Joined(nodes(depth), Stages.Joined.Kind.MERGE, prefetch()),
                        () -> new Stages.ConcatMapped(node(depth - 1), node(depth - 2), chance(2)),
                        () -> new Stages.ConcatMappedIterable(node(depth - 1), random.nextInt(3)),
                        () -> new Stages.Mapped(node(depth - 1), oneOf(Stages.Mapped.Kind.values())),
                        () -> new Stages.Trapped(node(depth - 1), !chance(4)),
                        () -> new Stages.Stepped(node(depth - 1), 3 + random.nextInt(3), timed ? millis() : 0),
                        () -> timed ? new Stages.Paced(node(depth - 1), millis()) : body(depth),
                        () -> new Stages.Folded(node(depth - 1), oneOf(Stages.Folded.Kind.values())),
                        () -> new Stages.Transformed(node(depth - 1)),
                        this::source))
                .get();
    }

    private List<Node> nodes(int depth) {
        List<Node> nodes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            nodes.add(node(depth - 1));
        }
        return nodes;
    }

    private Node source() {
        int count = random.nextInt(5);
        if (beside && chance(3)) {
            return new Sources.Beside(count, oneOf(Sources.Beside.Kind.values()));
        }
        return this.<Supplier<Node>>oneOf(List.of(
                        () -> new Sources.Items(count),
                        () -> new Sources.Lazy(count),
                        () -> new Sources.Foreign(count, chance(4)),
                        () -> chance(3) ? new Sources.Failing() : new Sources.Items(count),
                        () -> new Sources.Called(random.nextInt(3)),
                        () -> new Sources.Stepping(letters()),
                        () -> new Bodies.Generated(simple(count)),
                        () -> new Bodies.Generated(simple(count + 1))))
                .get();
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            letters.append((timed ? "eewecsdf" : "eeeccsdf").charAt(random.nextInt(chance(3) ? 8 : 6)));
        }
        return letters.toString();
    }

    private List<Stmt> simple(int count) {
        List<Stmt> stmts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stmts.add(chance(3) ? cooperate() : new Stmt.Emit());
        }
        if (chance(6)) {
            stmts.add(new Stmt.Fail());
        }
        return stmts;
    }

    private Node body(int depth) {
        List<Stmt> stmts = stmts(depth);
        return chance(4) ? new Bodies.Tasked(stmts, !chance(3)) : new Bodies.Generated(stmts);
    }

    private List<Stmt> stmts(int depth) {
        List<Stmt> stmts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            stmts.add(stmt(depth));
        }
        return stmts;
    }

    private Stmt stmt(int depth) {
        if (depth <= 1) {
            return chance(3) ? cooperate() : new Stmt.Emit();
        }
        return this.<Supplier<Stmt>>oneOf(List.of(
                        Stmt.Emit::new,
                        Stmt.Emit::new,
                        Stmt.Emit::new,
                        this::cooperate,
                        this::cooperate,
                        () -> chance(3) ? new Stmt.Fail() : new Stmt.Emit(),
                        () -> new Stmt.EmitAll(node(depth - 1)),
                        () -> new Stmt.Loop(
                                node(depth - 1),
                                prefetch(),
                                chance(2) ? 100 : random.nextInt(4),
                                chance(2) ? List.of() : stmts(depth - 2),
                                !chance(3)),
                        () -> new Stmt.Leave(node(depth - 1)),
                        () -> new Stmt.Poll(node(depth - 1), random.nextInt(5)),
                        () -> new Stmt.Await(node(depth - 1), oneOf(Stmt.Await.Kind.values())),
                        () -> new Stmt.Select(nodes(depth)),
                        () -> new Stmt.Catch(stmts(depth - 1), stmts(depth - 1)),
                        () -> new Stmt.Finally(stmts(depth - 1), stmts(depth - 1))))
                .get();
    }
}
