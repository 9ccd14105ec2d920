package dev.coflow.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * A chat with a model that may call tools. Its answer is forwarded as it comes, while tool calls, which come in pieces, are put
 * together; when it ends in calls, the tools are awaited, their results are sent, and the answer goes on.
 */
final class Chat {

    private final ChatModel model;
    private final ChatTools tools;

    Chat(ChatModel model, ChatTools tools) {
        this.model = model;
        this.tools = tools;
    }

    Flow<String> ask(String question) {
        return Flow.generate(out -> {
            List<ObjectNode> conversation = new ArrayList<>(List.of(ChatMessage.question(question)));
            String finish = "";
            while (!finish.equals("stop")) {
                StringBuilder said = new StringBuilder();
                Map<Integer, ToolCall> calls = new TreeMap<>();
                for (ChatChunk chunk : out.pull(model.complete(conversation))) {
                    if (!chunk.text().isEmpty()) {
                        out.emit(chunk.text());
                        said.append(chunk.text());
                    }
                    for (ToolCall piece : chunk.calls()) {
                        calls.merge(piece.index(), piece, ToolCall::plus);
                    }
                    finish = chunk.finish().orElse(finish);
                }
                if (finish.equals("tool_calls")) {
                    conversation.add(ChatMessage.answer(said.toString(), calls.values()));
                    for (ToolCall call : calls.values()) {
                        String result = out.await(tools.call(call));
                        conversation.add(ChatMessage.result(call, result));
                    }
                }
            }
        });
    }

    static void run(PrintStream out) {
        ChatTools tools = new ChatTools(Map.of("weather", input -> {
            String city = input.path("city").asText();
            out.println("  weather in " + city + "?");
            String weather = city.equals("Oslo") ? "snow" : "sun";
            return Mono.just(weather + " in " + city).delayElement(Duration.ofMillis(10));
        }));
        ConnectionProvider connections = ConnectionProvider.create("chat", 1);
        try (ChatServer server = ChatServer.start(WeatherModel::answer)) {
            HttpClient http = HttpClient.create(connections).baseUrl(server.url());
            Chat chat = new Chat(new ChatModel(http, "weather-model", tools), tools);
            Flow<String> answer = chat.ask("How is the weather in Paris, and in Oslo?");
            answer.as(ReactorFlow::toFlux).doOnNext(out::print).blockLast();
        } finally {
            connections.disposeLater().block();
        }
    }
}
