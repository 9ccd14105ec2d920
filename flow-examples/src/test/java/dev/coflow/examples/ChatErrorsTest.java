package dev.coflow.examples;

import static dev.coflow.examples.ChatWire.DONE;
import static dev.coflow.examples.ChatWire.arguments;
import static dev.coflow.examples.ChatWire.call;
import static dev.coflow.examples.ChatWire.finish;
import static dev.coflow.examples.ChatWire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.coflow.Flow;
import dev.coflow.Frames.FrameTooLongException;
import dev.coflow.reactor.netty.FlowHandler;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;

class ChatErrorsTest {

    static Stream<Arguments> malformed() {
        return Stream.of(
                malformed(
                        "a chat completion chunk in JSON required but it was {\"choices\":[{\"delta",
                        "data: {\"choices\":[{\"delta\n\n"),
                malformed("a chat completion chunk in JSON required but it was [1]", "data: [1]\n\n"),
                malformed("a chat completion chunk in JSON required but it was Oops", "data: Oops\n\n"),
                malformed(
                        "a chat completion chunk with choices required but it was {\"error\":{\"message\":\"overloaded\"}}",
                        "data: {\"error\":{\"message\":\"overloaded\"}}\n\n"),
                malformed(
                        "a piece of a tool call with an index required but it was {\"id\":\"call_a\"}",
                        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"call_a\"}]}}]}\n\n"),
                malformed(
                        "arguments for lookup in a JSON object required but it was {\"what\":",
                        call(0, "call_a", "lookup"),
                        arguments(0, "{\"what\":"),
                        finish("tool_calls"),
                        DONE),
                malformed(
                        "one of the tools [lookup] required but it was \"lookout\"",
                        call(0, "call_a", "lookout"),
                        finish("tool_calls"),
                        DONE),
                malformed("[DONE] at the end of the stream required but it was an end after 1 chunks"),
                malformed(
                        "[DONE] at the end of the stream required but it was an end after 2 chunks",
                        finish("stop"),
                        "data: [DO"),
                malformed("finish_reason \"stop\" after text required but it was \"\"", DONE),
                malformed("finish_reason \"stop\" after text required but it was \"length\"", finish("length"), DONE),
                malformed(
                        "finish_reason \"stop\" after text required but it was \"tool_calls\"",
                        finish("tool_calls"),
                        DONE),
                malformed(
                        "finish_reason \"tool_calls\" after tool calls required but it was \"stop\"",
                        call(0, "call_a", "lookup"),
                        finish("stop"),
                        DONE));
    }

    private static Arguments malformed(String message, String... events) {
        return Arguments.of(message, List.of(events));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void textComesFirstThenAnErrorSaysWhatWasRequiredAndWhatCame(String message, List<String> events) {
        String[] all = Stream.concat(Stream.of(text("Well, ")), events.stream()).toArray(String[]::new);
        try (ScriptedChat chat = ScriptedChat.answering(all)) {
            StepVerifier.create(chat.ask())
                    .expectNext("Well, ")
                    .verifyErrorSatisfies(error ->
                            assertThat(error).isInstanceOf(ChatException.class).hasMessage(message));
        }
    }

    @Test
    void whereTheJsonIsBrokenIsTheCause() {
        try (ScriptedChat chat = ScriptedChat.answering("data: {\"choices\":[}\n\n")) {
            StepVerifier.create(chat.ask())
                    .verifyErrorSatisfies(error -> assertThat(error).hasCauseInstanceOf(JsonProcessingException.class));
        }
    }

    @Test
    void whatCameIsCutInTheMessage() {
        try (ScriptedChat chat = ScriptedChat.answering("data: " + "x".repeat(10_000) + "\n\n")) {
            StepVerifier.create(chat.ask())
                    .verifyErrorSatisfies(error ->
                            assertThat(error.getMessage()).endsWith("xxx...").hasSizeLessThan(300));
        }
    }

    @Test
    void aLineThatDoesNotEndIsAnErrorBeforeItsEnd() {
        Flux<byte[]> endless = ScriptedChat.bytes("data: " + "x".repeat(999)).repeat();
        try (ScriptedChat chat = ScriptedChat.answering(List.of(endless))) {
            StepVerifier.create(chat.ask()).verifyError(FrameTooLongException.class);
        }
    }

    @Test
    void anEventThatDoesNotEndIsAnErrorBeforeItsEnd() {
        Flux<byte[]> endless =
                ScriptedChat.bytes("data: " + "x".repeat(999) + "\n").repeat();
        try (ScriptedChat chat = ScriptedChat.answering(List.of(endless))) {
            StepVerifier.create(chat.ask())
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .hasMessageStartingWith("an event of at most 65536 characters required but it was longer"));
        }
    }

    @Test
    void anotherStatusIsAnErrorThatShowsTheBody() {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.status(429).sendString(Mono.just("slowly"), UTF_8))
                .bindNow();
        try {
            StepVerifier.create(ask(server))
                    .verifyErrorMessage("status 200 required but it was 429 Too Many Requests: slowly");
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void aConnectionThatBreaksIsAnError() {
        FlowHandler<byte[]> halfAResponse = FlowHandler.bytes(in -> Flow.generate(out -> {
            out.pull(in).next();
            String event = text("Hel");
            out.emit(("HTTP/1.1 200 OK\r\ncontent-length: " + 2 * event.length() + "\r\n\r\n" + event).getBytes(UTF_8));
        }));
        DisposableServer server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(halfAResponse)
                .bindNow();
        try {
            StepVerifier.create(ask(server)).expectNext("Hel").verifyError(PrematureCloseException.class);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void anErrorOfAToolArrivesUnchanged() {
        IllegalStateException failure = new IllegalStateException("no answer");
        try (ScriptedChat chat = new ScriptedChat(
                request -> ScriptedChat.bytes(call(0, "call_a", "lookup"), finish("tool_calls"), DONE),
                input -> Mono.error(failure))) {
            StepVerifier.create(chat.ask())
                    .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        }
    }

    private static Flow<String> ask(DisposableServer server) {
        ChatTools none = new ChatTools(Map.of());
        HttpClient http = HttpClient.newConnection().baseUrl("http://127.0.0.1:" + server.port());
        return new Chat(new ChatModel(http, "test", none), none).ask("Well?");
    }
}
