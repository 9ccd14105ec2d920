package dev.coflow.examples;

import static dev.coflow.examples.ChatWire.DONE;
import static dev.coflow.examples.ChatWire.arguments;
import static dev.coflow.examples.ChatWire.call;
import static dev.coflow.examples.ChatWire.finish;
import static dev.coflow.examples.ChatWire.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coflow.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ChatTest {

    private static final List<String> CALLS = List.of(
            text("Let me "),
            text("see. "),
            call(0, "call_a", "lookup"),
            arguments(0, "{\"wh"),
            call(1, "call_b", "lookup"),
            arguments(1, "{\"what\":\""),
            arguments(0, "at\":\"Málaga 🌞\"}"),
            arguments(1, "Oslo\"}"),
            finish("tool_calls"),
            DONE);
    private static final String[] REPORT = {text("Both "), text("found."), finish("stop"), DONE};

    @Test
    void example() throws Exception {
        assertThat(Transcript.of("chat"))
                .containsExactly(
                        "Let me look.",
                        "  weather in Paris?",
                        "  weather in Oslo?",
                        "There is sun in Paris.",
                        "There is snow in Oslo.");
    }

    @Test
    void textIsForwardedBeforeTheModelSaysMore() {
        Sinks.Empty<Void> goOn = Sinks.empty();
        Flow<byte[]> model = Flow.generate(out -> {
            out.emit(text("Hel").getBytes(UTF_8));
            out.awaitEnd(goOn.asMono());
            out.emitAll(ScriptedChat.bytes(text("lo"), finish("stop"), DONE));
        });
        try (ScriptedChat chat = ScriptedChat.answering(List.of(model))) {
            StepVerifier.create(chat.ask())
                    .expectNext("Hel")
                    .then(goOn::tryEmitEmpty)
                    .expectNext("lo")
                    .verifyComplete();
        }
    }

    @Test
    void slowPiecesOfACharacterAndOfALineAreOne() {
        byte[] first = text("Málaga").getBytes(UTF_8);
        int character = new String(first, ISO_8859_1).indexOf("\u00c3") + 1; // between the two bytes of á
        List<Sinks.Empty<Void>> goOn = List.of(Sinks.empty(), Sinks.empty(), Sinks.empty());
        Flow<byte[]> model = Flow.generate(out -> {
            out.emit(text("In ").getBytes(UTF_8));
            out.awaitEnd(goOn.get(0).asMono());
            out.emit(Arrays.copyOf(first, character));
            out.awaitEnd(goOn.get(1).asMono());
            out.emit(Arrays.copyOfRange(first, character, first.length - 1));
            out.awaitEnd(goOn.get(2).asMono());
            out.emit(Arrays.copyOfRange(first, first.length - 1, first.length));
            out.emitAll(ScriptedChat.bytes(finish("stop"), DONE));
        });
        try (ScriptedChat chat = ScriptedChat.answering(List.of(model))) {
            StepVerifier.create(chat.ask())
                    .expectNext("In ")
                    .then(() -> goOn.forEach(Sinks.Empty::tryEmitEmpty))
                    .expectNext("Málaga")
                    .verifyComplete();
        }
    }

    @Test
    void callsWhosePiecesAlternateArePutTogetherAndAnswered() {
        try (ScriptedChat chat = ScriptedChat.answering(
                List.of(ScriptedChat.bytes(CALLS.toArray(String[]::new)), ScriptedChat.bytes(REPORT)))) {
            assertThat(chat.ask().toList()).containsExactly("Let me ", "see. ", "Both ", "found.");

            assertThat(chat.inputs).hasToString("[{\"what\":\"Málaga 🌞\"}, {\"what\":\"Oslo\"}]");
            JsonNode messages = chat.requests.get(1).path("messages");
            assertThat(messages)
                    .extracting(message -> message.path("role").asText())
                    .containsExactly("user", "assistant", "tool", "tool");
            assertThat(messages.get(1))
                    .hasToString("{\"role\":\"assistant\",\"content\":\"Let me see. \",\"tool_calls\":["
                            + "{\"id\":\"call_a\",\"type\":\"function\",\"function\":"
                            + "{\"name\":\"lookup\",\"arguments\":\"{\\\"what\\\":\\\"Málaga 🌞\\\"}\"}},"
                            + "{\"id\":\"call_b\",\"type\":\"function\",\"function\":"
                            + "{\"name\":\"lookup\",\"arguments\":\"{\\\"what\\\":\\\"Oslo\\\"}\"}}]}");
            assertThat(messages.get(2))
                    .hasToString("{\"role\":\"tool\",\"content\":\"found Málaga 🌞\",\"tool_call_id\":\"call_a\"}");
            assertThat(messages.get(3))
                    .hasToString("{\"role\":\"tool\",\"content\":\"found Oslo\",\"tool_call_id\":\"call_b\"}");
        }
    }

    @Test
    void theRequestSaysWhatIsAskedAndThatTheAnswerIsToBeStreamed() {
        try (ScriptedChat chat = ScriptedChat.answering(REPORT)) {
            chat.ask().toList();

            assertThat(chat.requests)
                    .hasToString("[{\"model\":\"test\",\"stream\":true,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"Well?\"}],"
                            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}]}]");
        }
    }

    /** Between them, the rounds cut at every byte. */
    @Test
    void chunksMayEndAnywhere() {
        byte[] calls = String.join("", CALLS).getBytes(UTF_8);
        int length = 50;
        List<Flux<byte[]>> answers = new ArrayList<>();
        for (int first = 1; first <= length; first++) {
            answers.add(Flux.fromIterable(chunks(calls, first, length)));
            answers.add(ScriptedChat.bytes(REPORT));
        }
        try (ScriptedChat chat = ScriptedChat.answering(answers)) {
            for (int first = 1; first <= length; first++) {
                chat.inputs.clear();
                assertThat(chat.ask().toList())
                        .as("first chunk of %s bytes", first)
                        .containsExactly("Let me ", "see. ", "Both ", "found.");
                assertThat(chat.inputs).hasToString("[{\"what\":\"Málaga 🌞\"}, {\"what\":\"Oslo\"}]");
            }
        }
    }

    private static List<byte[]> chunks(byte[] bytes, int first, int length) {
        List<byte[]> chunks = new ArrayList<>();
        chunks.add(Arrays.copyOf(bytes, first));
        for (int i = first; i < bytes.length; i += length) {
            chunks.add(Arrays.copyOfRange(bytes, i, Math.min(i + length, bytes.length)));
        }
        return chunks;
    }

    @Test
    void everyByteMayComeAlone() {
        byte[] calls = String.join("", CALLS).getBytes(UTF_8);
        Flux<byte[]> bytes = Flux.range(0, calls.length).map(i -> new byte[] {calls[i]});
        try (ScriptedChat chat = ScriptedChat.answering(List.of(bytes, ScriptedChat.bytes(REPORT)))) {
            assertThat(chat.ask().toList()).containsExactly("Let me ", "see. ", "Both ", "found.");
            assertThat(chat.inputs).hasToString("[{\"what\":\"Málaga 🌞\"}, {\"what\":\"Oslo\"}]");
        }
    }

    @Test
    void whatOtherServersAddIsRead() {
        try (ScriptedChat chat = ScriptedChat.answering(
                ": keep-alive\n\n",
                "event: chunk\r\ndata:{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":null}}]}\r\n\r\n",
                "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"two lines\"}}]}\n\n",
                finish("stop"),
                "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n",
                DONE,
                "data: behind the end\n\n")) {
            assertThat(chat.ask().toList()).containsExactly("two lines");
        }
    }

    /** Even if the response goes on for a while behind the stream's end. */
    @Test
    void oneConnectionServesTheWholeConversation() {
        Flux<byte[]> calls = ScriptedChat.bytes(CALLS.toArray(String[]::new))
                .concatWith(
                        ScriptedChat.bytes(": " + "x".repeat(10_000) + "\n\n").repeat(500));
        try (ScriptedChat chat = ScriptedChat.answering(List.of(calls, ScriptedChat.bytes(REPORT)))) {
            chat.ask().toList();
            assertThat(chat.connections).hasValue(1);
        }
    }

    @Test
    void everySubscriptionIsAConversationOfItsOwn() {
        try (ScriptedChat chat =
                ScriptedChat.answering(List.of(ScriptedChat.bytes(REPORT), ScriptedChat.bytes(REPORT)))) {
            Flow<String> answer = chat.ask();
            assertThat(chat.requests).isEmpty();
            assertThat(answer.toList()).isEqualTo(answer.toList());
            assertThat(chat.requests.get(1)).isEqualTo(chat.requests.get(0));
        }
    }

    @Test
    void aReaderThatDoesNotReadStopsTheModel() {
        AtomicInteger said = new AtomicInteger();
        int all = 4_000;
        byte[] event = text("x".repeat(50_000)).getBytes(UTF_8); // 200 MB if nobody stopped it
        Flow<byte[]> model = Flow.generate(out -> {
            for (int i = 0; i < all; i++) {
                out.emit(event);
                said.incrementAndGet();
            }
        });
        try (ScriptedChat chat = ScriptedChat.answering(List.of(model))) {
            StepVerifier.create(chat.ask(), 1)
                    .expectNextCount(1)
                    .then(() -> assertThat(Standstill.of(said)).isPositive().isLessThan(all / 2))
                    .thenCancel()
                    .verify();
        }
    }

    @Test
    void aCancelClosesTheConnectionAndRunsFinally() throws Exception {
        CountDownLatch modelEnded = new CountDownLatch(1);
        CountDownLatch readerEnded = new CountDownLatch(1);
        Flow<byte[]> model = Flow.generate(out -> {
            try {
                out.emit(text("Hel").getBytes(UTF_8));
                out.awaitEnd(Mono.never());
            } finally {
                modelEnded.countDown();
            }
        });
        try (ScriptedChat chat = ScriptedChat.answering(List.of(model, ScriptedChat.bytes(REPORT)))) {
            Flow<String> reader = Flow.generate(out -> {
                try {
                    out.emitAll(chat.ask());
                } finally {
                    readerEnded.countDown();
                }
            });
            StepVerifier.create(reader).expectNext("Hel").thenCancel().verify();

            await(readerEnded);
            await(modelEnded);
            assertThat(chat.ask().toList()).containsExactly("Both ", "found.");
            assertThat(chat.connections).hasValue(2);
        }
    }

    @Test
    void aCancelReachesTheTool() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (ScriptedChat chat = new ScriptedChat(
                request -> ScriptedChat.bytes(CALLS.toArray(String[]::new)),
                input -> Mono.<String>never()
                        .doOnSubscribe(s -> asked.countDown())
                        .doOnCancel(cancelled::countDown))) {
            StepVerifier.create(chat.ask())
                    .expectNext("Let me ", "see. ")
                    .then(() -> await(asked))
                    .thenCancel()
                    .verify();
            await(cancelled);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
