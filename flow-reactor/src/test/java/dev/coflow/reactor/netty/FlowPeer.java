package dev.coflow.reactor.netty;

import dev.coflow.Flow;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;

/** A peer of a load that is a body itself: see {@link Conduct#FLOW}. */
final class FlowPeer<T> {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAX_WINDOW = 8;
    private static final int MAX_PAUSE_MILLIS = 10;

    private final EchoServer<T> server;
    private final Script script;
    private final SplittableRandom random;
    private final LongAdder items;
    private final LongAdder bytes;
    private final CompletableFuture<Void> conversation = new CompletableFuture<>();

    FlowPeer(EchoServer<T> server, Script script, SplittableRandom random, LongAdder items, LongAdder bytes) {
        this.server = server;
        this.script = script;
        this.random = random;
        this.items = items;
        this.bytes = bytes;
    }

    /** Connects now, and talks when all others are there. Completes when both sides have ended. */
    CompletableFuture<Void> talk(Publisher<Void> start) {
        return server.client()
                .handle(server.wire().handler((connection, in) -> conversation(start, in)))
                .connectNow(LIMIT)
                .onDispose()
                .toFuture()
                .thenCompose(closed -> conversation);
    }

    private Flow<T> conversation(Publisher<Void> start, Flow<T> in) {
        return Flow.generate(out -> {
            try (Pull<T> answers = out.pull(in)) {
                out.awaitEnd(start);
                while (!script.isOver()) {
                    String[] asked = new String[1 + random.nextInt(MAX_WINDOW)];
                    for (int i = 0; i < asked.length && !script.isOver(); i++) {
                        asked[i] = script.next();
                        out.emit(server.wire().item(asked[i]));
                    }
                    out.cooperate(Duration.ofMillis(random.nextInt(MAX_PAUSE_MILLIS)));
                    for (int i = 0; i < asked.length && asked[i] != null; i++) {
                        check(asked[i], server.wire().text(answers.next()));
                    }
                }
                conversation.complete(null);
            } catch (Throwable e) {
                conversation.completeExceptionally(e);
                throw e;
            }
        });
    }

    private void check(String asked, String answered) {
        if (!answered.equals(asked)) {
            throw new AssertionError("'" + asked + "' required but it was '" + answered + "'");
        }
        items.increment();
        bytes.add(server.wire().bytes(answered).length);
    }
}
