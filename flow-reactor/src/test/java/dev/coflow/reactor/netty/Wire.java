package dev.coflow.reactor.netty;

import dev.coflow.Flow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;

/** How items look on the wire, written down once more: what a peer without {@link FlowHandler} sends and expects. */
interface Wire<T> {

    Wire<String> LINES = new Lines();

    Wire<byte[]> FRAMES = new Frames();

    /** What the text is to a protocol. */
    T item(String text);

    /** What the protocol's item says. */
    String text(T item);

    byte[] bytes(String text);

    FlowHandler<T> handler(BiFunction<? super Connection, ? super Flow<T>, ? extends Publisher<T>> protocol);

    /** Text and a line feed. */
    final class Lines implements Wire<String> {

        @Override
        public String item(String text) {
            return text;
        }

        @Override
        public String text(String item) {
            return item;
        }

        @Override
        public byte[] bytes(String text) {
            return (text + '\n').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public FlowHandler<String> handler(
                BiFunction<? super Connection, ? super Flow<String>, ? extends Publisher<String>> protocol) {
            return FlowHandler.lines(protocol);
        }

        @Override
        public String toString() {
            return "lines";
        }
    }

    /** Four bytes of length, and the text. */
    final class Frames implements Wire<byte[]> {

        @Override
        public byte[] item(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String text(byte[] item) {
            return new String(item, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] bytes(String text) {
            byte[] item = item(text);
            return ByteBuffer.allocate(Integer.BYTES + item.length)
                    .putInt(item.length)
                    .put(item)
                    .array();
        }

        @Override
        public FlowHandler<byte[]> handler(
                BiFunction<? super Connection, ? super Flow<byte[]>, ? extends Publisher<byte[]>> protocol) {
            return FlowHandler.frames(protocol);
        }

        @Override
        public String toString() {
            return "frames";
        }
    }
}
