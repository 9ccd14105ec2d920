package dev.coflow.reactor.random;

import dev.coflow.Emitter;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A statement of a random body. */
interface Stmt {

    /** Where a body is: its handle, its trace, its path, and the items it has emitted. */
    final class Frame {
        final Emitter<String> out;
        final Trace trace;
        final String path;
        private int emitted;
        private int opened;

        Frame(Emitter<String> out, Trace trace, String path) {
            this.out = out;
            this.trace = trace;
            this.path = path;
        }

        void emit() {
            String item = path + "#" + emitted++;
            trace.add("emit " + item);
            out.emit(item);
            trace.add("emitted " + item);
        }

        String child() {
            return path + "." + opened++ + "/";
        }
    }

    void execute(Frame frame) throws Exception;

    /** Statements in place of this one; none is one, too. */
    Stream<List<Stmt>> smaller();

    static void executeAll(List<Stmt> stmts, Frame frame) throws Exception {
        for (Stmt stmt : stmts) {
            stmt.execute(frame);
        }
    }

    /** Lists with one statement less, or a smaller one. */
    static Stream<List<Stmt>> smaller(List<Stmt> stmts) {
        List<List<Stmt>> smaller = new ArrayList<>();
        for (int i = 0; i < stmts.size(); i++) {
            int place = i;
            Function<List<Stmt>, List<Stmt>> with = replacement -> {
                List<Stmt> changed = new ArrayList<>(stmts);
                changed.remove(place);
                changed.addAll(place, replacement);
                return changed;
            };
            smaller.add(with.apply(List.of()));
            stmts.get(i).smaller().map(with).forEach(smaller::add);
        }
        return smaller.stream();
    }

    /** Emits an item of its own. */
    record Emit() implements Stmt {
        @Override
        public void execute(Frame frame) {
            frame.emit();
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.of();
        }
    }

    /** Gives the turn away. */
    record Cooperate() implements Stmt {
        @Override
        public void execute(Frame frame) {
            frame.trace.add("cooperate " + frame.path);
            frame.out.cooperate();
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.of();
        }
    }

    /** Gives the turn away for a time. */
    record Pause(int millis) implements Stmt {
        @Override
        public void execute(Frame frame) {
            frame.trace.add("pause " + frame.path);
            frame.out.cooperate(Duration.ofMillis(millis));
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.of(List.of(new Cooperate()));
        }
    }

    /** Does something on another thread, where there is one. */
    record Block() implements Stmt {
        @Override
        public void execute(Frame frame) throws Exception {
            if (frame.trace.hasOtherThreads()) {
                frame.out.blocking(() -> frame.path);
            }
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.of();
        }
    }

    /** Throws the planned error. */
    record Fail() implements Stmt {
        @Override
        public void execute(Frame frame) throws Planned {
            throw new Planned(frame.path);
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.of();
        }
    }

    /** Emits all items of a flow. */
    record EmitAll(Node source) implements Stmt {
        @Override
        public void execute(Frame frame) {
            frame.out.emitAll(source.build(frame.trace, frame.child()));
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return source.smaller().map(s -> List.of(new EmitAll(s)));
        }
    }

    /** Reads a flow, at most so many items of it, and does something after each. */
    record Loop(Node source, int prefetch, int limit, List<Stmt> each, boolean reemits) implements Stmt {
        @Override
        public void execute(Frame frame) throws Exception {
            String child = frame.child();
            try (Pull<String> items = frame.out.pull(source.build(frame.trace, child), prefetch)) {
                for (int i = 0; i < limit && items.hasNext(); i++) {
                    String item = items.next();
                    frame.trace.add("read " + item);
                    if (reemits) {
                        frame.out.emit(item);
                    }
                    executeAll(each, frame);
                }
                frame.trace.add("close " + child);
            }
            frame.trace.add("closed " + child);
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.concat(
                    source.smaller().map(s -> List.of(new Loop(s, prefetch, limit, each, reemits))),
                    Stmt.smaller(each).map(s -> List.of(new Loop(source, prefetch, limit, s, reemits))));
        }
    }

    /** Opens a flow and never reads or closes it. */
    record Leave(Node source) implements Stmt {
        @Override
        public void execute(Frame frame) {
            frame.out.pull(source.build(frame.trace, frame.child()), 2);
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return source.smaller().map(s -> List.of(new Leave(s)));
        }
    }

    /** Takes what is ready of a flow, cooperating in between. */
    record Poll(Node source, int times) implements Stmt {
        @Override
        public void execute(Frame frame) {
            try (Pull<String> items = frame.out.pull(source.build(frame.trace, frame.child()), 2)) {
                for (int i = 0; i < times; i++) {
                    items.poll().ifPresent(item -> {
                        frame.trace.add("polled " + item);
                        frame.out.emit(item);
                    });
                    frame.out.cooperate();
                }
            }
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return source.smaller().map(s -> List.of(new Poll(s, times)));
        }
    }

    /** Awaits a flow: its one value, one or none, or its end. */
    record Await(Node source, Kind kind) implements Stmt {
        enum Kind {
            VALUE,
            OPTIONAL,
            END
        }

        @Override
        public void execute(Frame frame) {
            var flow = source.build(frame.trace, frame.child());
            frame.trace.add("await " + frame.path);
            switch (kind) {
                case VALUE -> frame.out.emit(frame.out.await(flow));
                case OPTIONAL -> frame.out.awaitOptional(flow).ifPresent(frame.out::emit);
                case END -> frame.out.awaitEnd(flow);
            }
            frame.trace.add("awaited " + frame.path);
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return source.smaller().map(s -> List.of(new Await(s, kind)));
        }
    }

    /** Reads several flows as they become ready. */
    record Select(List<Node> sources) implements Stmt {
        @Override
        public void execute(Frame frame) {
            Pull<?>[] pulls = new Pull<?>[sources.size()];
            for (int i = 0; i < pulls.length; i++) {
                pulls[i] = frame.out.pull(sources.get(i).build(frame.trace, frame.child()), 2);
            }
            Optional<Pull<?>> ready;
            while ((ready = frame.out.select(pulls)).isPresent()) {
                String item = (String) ready.get().next();
                frame.trace.add("selected " + item);
                frame.out.emit(item);
            }
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            List<List<Stmt>> smaller = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                if (sources.size() > 1) {
                    List<Node> fewer = new ArrayList<>(sources);
                    fewer.remove(i);
                    smaller.add(List.of(new Select(fewer)));
                }
                int place = i;
                sources.get(i).smaller().forEach(s -> {
                    List<Node> changed = new ArrayList<>(sources);
                    changed.set(place, s);
                    smaller.add(List.of(new Select(changed)));
                });
            }
            return smaller.stream();
        }
    }

    /** Does something if the planned error is thrown. */
    record Catch(List<Stmt> guarded, List<Stmt> handler) implements Stmt {
        @Override
        @SuppressWarnings("EmptyCatch")
        public void execute(Frame frame) throws Exception {
            try {
                executeAll(guarded, frame);
            } catch (Planned e) {
                frame.trace.add("caught " + e.getMessage());
                executeAll(handler, frame);
            }
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.concat(
                    Stream.of(guarded),
                    Stream.concat(
                            Stmt.smaller(guarded).map(s -> List.of(new Catch(s, handler))),
                            Stmt.smaller(handler).map(s -> List.of(new Catch(guarded, s)))));
        }
    }

    /** Cleans up, whatever happens. */
    record Finally(List<Stmt> guarded, List<Stmt> cleanup) implements Stmt {
        @Override
        public void execute(Frame frame) throws Exception {
            try {
                executeAll(guarded, frame);
            } finally {
                frame.trace.add("finally " + frame.path);
                executeAll(cleanup, frame);
                frame.trace.add("cleaned " + frame.path);
            }
        }

        @Override
        public Stream<List<Stmt>> smaller() {
            return Stream.concat(
                    Stream.of(guarded),
                    Stream.concat(
                            Stmt.smaller(guarded).map(s -> List.of(new Finally(s, cleanup))),
                            Stmt.smaller(cleanup).map(s -> List.of(new Finally(guarded, s)))));
        }
    }
}
