package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Stands in for a model: answers each request with a flow of bytes, chunk by chunk. */
final class ChatServer implements AutoCloseable {

    private final DisposableServer server;

    private ChatServer(DisposableServer server) {
        this.server = server;
    }

    /** Starts on a free port of this machine. */
    static ChatServer start(Function<ObjectNode, ? extends Publisher<byte[]>> answers) {
        return new ChatServer(HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(ChatModel.PATH, (request, response) -> {
                    Flux<ByteBuf> chunks = request.receive()
                            .aggregate()
                            .asString(UTF_8)
                            .flatMapMany(json -> answers.apply(ChatJson.read("a request in JSON", json)))
                            .map(Unpooled::wrappedBuffer);
                    return response.sse().send(chunks, chunk -> true);
                }))
                .bindNow());
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
