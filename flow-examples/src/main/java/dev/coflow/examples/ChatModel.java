package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coflow.Flow;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** A model behind the public HTTP interface for chat completions, with {@code stream: true}. */
final class ChatModel {

    static final String PATH = "/v1/chat/completions";

    private final HttpClient http;
    private final String name;
    private final ChatTools tools;

    /**
     * @param http knows the address, and whatever else a request needs: keys, timeouts
     * @param name the model
     * @param tools what it may call
     */
    ChatModel(HttpClient http, String name, ChatTools tools) {
        this.http = http;
        this.name = name;
        this.tools = tools;
    }

    /** The answer to a conversation, as it comes. An answer that breaks off is an error. */
    Flow<ChatChunk> complete(List<ObjectNode> conversation) {
        byte[] request = request(conversation).toString().getBytes(UTF_8);
        return Flow.from(http.headers(
                                headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON))
                        .post()
                        .uri(PATH)
                        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request)))
                        .response(ChatModel::events))
                .transform(ChatStream::chunks);
    }

    private ObjectNode request(List<ObjectNode> conversation) {
        ObjectNode request = ChatJson.object().put("model", name).put("stream", true);
        request.putArray("messages").addAll(conversation);
        tools.describe(request.putArray("tools"));
        return request;
    }

    private static Publisher<String> events(HttpClientResponse response, ByteBufFlux body) {
        HttpResponseStatus status = response.status();
        if (status.equals(HttpResponseStatus.OK)) {
            return ServerSentEvents.data(body);
        }
        return body.aggregate()
                .asString(UTF_8)
                .defaultIfEmpty("")
                .flatMap(text -> Mono.error(ChatException.required("status 200", status + ": " + text)));
    }
}
