package dev.coflow.reactor.random;

import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/** Nodes with a body. */
final class Bodies {

    private Bodies() {}

    /** A body that emits. */
    record Generated(List<Stmt> stmts) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.generate(out -> {
                trace.bodyStarts(path);
                try {
                    Stmt.executeAll(stmts, new Stmt.Frame(out, trace, path));
                } finally {
                    trace.bodyEnds(path);
                }
            });
        }

        @Override
        public Stream<Node> smaller() {
            return Stmt.smaller(stmts).map(Generated::new);
        }
    }

    /** A task: what its statements emit is collected, and is its value. */
    record Tasked(List<Stmt> stmts, boolean hasValue) implements Node {
        @Override
        public Flow<String> build(Trace trace, String path) {
            return Flow.task(turn -> {
                trace.bodyStarts(path);
                try {
                    Collecting items = new Collecting(turn);
                    Stmt.executeAll(stmts, new Stmt.Frame(items, trace, path));
                    return hasValue ? path + "v#0" + items.collected : null;
                } finally {
                    trace.bodyEnds(path);
                }
            });
        }

        @Override
        public Stream<Node> smaller() {
            return Stmt.smaller(stmts).map(s -> new Tasked(s, hasValue));
        }
    }

    /** Passes on to a turn, and keeps what is emitted. */
    private static final class Collecting implements Emitter<String> {
        private final Turn turn;
        private final StringBuilder collected = new StringBuilder();

        Collecting(Turn turn) {
            this.turn = turn;
        }

        @Override
        public void emit(String item) {
            collected.append('+').append(item);
        }

        @Override
        public <T> Pull<T> pull(Publisher<? extends T> source, int prefetch) {
            return turn.pull(source, prefetch);
        }

        @Override
        public Optional<Pull<?>> select(Pull<?>... pulls) {
            return turn.select(pulls);
        }

        @Override
        public <T> T await(Publisher<? extends T> source) {
            return turn.await(source);
        }

        @Override
        public <T> T await(CompletionStage<? extends T> stage) {
            return turn.await(stage);
        }

        @Override
        public <T> Optional<T> awaitOptional(Publisher<? extends T> source) {
            return turn.awaitOptional(source);
        }

        @Override
        public void awaitEnd(Publisher<?> source) {
            turn.awaitEnd(source);
        }

        @Override
        public <T> T blocking(Callable<T> work) throws Exception {
            return turn.blocking(work);
        }

        @Override
        public void cooperate() {
            turn.cooperate();
        }

        @Override
        public void cooperate(Duration delay) {
            turn.cooperate(delay);
        }

        @Override
        public <V> Optional<V> context(Object key) {
            return turn.context(key);
        }
    }
}
