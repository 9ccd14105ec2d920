package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coflow.Flow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A chat with a model that answers what a test says. Over one connection at a time: who keeps it holds up the next request. */
final class ScriptedChat implements AutoCloseable {

    final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    final List<JsonNode> inputs = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    private final ConnectionProvider provider = ConnectionProvider.create("test", 1);
    private final ChatServer server;
    private final Chat chat;

    ScriptedChat(Function<ObjectNode, ? extends Publisher<byte[]>> model, Function<JsonNode, Mono<String>> tool) {
        server = ChatServer.start(request -> {
            requests.add(request);
            return model.apply(request);
        });
        ChatTools tools = new ChatTools(Map.of("lookup", input -> {
            inputs.add(input);
            return tool.apply(input);
        }));
        HttpClient http = HttpClient.create(provider)
                .baseUrl(server.url())
                .doOnChannelInit((observer, channel, address) -> connections.incrementAndGet());
        chat = new Chat(new ChatModel(http, "test", tools), tools);
    }

    /** The first request gets the first answer. */
    static ScriptedChat answering(List<? extends Publisher<byte[]>> answers) {
        AtomicInteger next = new AtomicInteger();
        return new ScriptedChat(
                request -> answers.get(next.getAndIncrement()),
                input -> Mono.just("found " + input.path("what").asText()));
    }

    static ScriptedChat answering(String... events) {
        return answering(List.of(bytes(events)));
    }

    static Flux<byte[]> bytes(String... events) {
        return Flux.fromArray(events).map(event -> event.getBytes(UTF_8));
    }

    Flow<String> ask() {
        return chat.ask("Well?");
    }

    @Override
    public void close() {
        provider.disposeLater().block();
        server.close();
    }
}
