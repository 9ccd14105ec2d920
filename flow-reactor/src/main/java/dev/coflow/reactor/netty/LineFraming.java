package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.netty.Connection;

/** Lines of UTF-8 that end with a line feed, or with a carriage return and a line feed. */
record LineFraming(int maxLength) implements Framing<String> {

    @Override
    public void install(Connection connection) {
        connection.addHandlerLast(new Decoder(maxLength));
    }

    @Override
    public String decode(ByteBuf frame) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(frame.nioBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptedFrameException(
                    "a line of UTF-8 required but its bytes are "
                            + ByteBufUtil.hexDump(frame, frame.readerIndex(), shown(frame))
                            + (shown(frame) < frame.readableBytes() ? "..." : ""),
                    e);
        }
    }

    private static int shown(ByteBuf frame) {
        return Math.min(frame.readableBytes(), 64);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "a line without line breaks required but one was emitted: emit each line by itself");
        }
        ByteBuf buffer = allocator.buffer(ByteBufUtil.utf8Bytes(line) + 1);
        buffer.writeCharSequence(line, StandardCharsets.UTF_8);
        return buffer.writeByte('\n');
    }

    @Override
    public Framing<String> withMaxLength(int bytes) {
        return new LineFraming(bytes);
    }

    /** Emits what no line feed follows when the peer ends. */
    private static final class Decoder extends LineBasedFrameDecoder {
        Decoder(int maxLength) {
            super(maxLength, true, true);
        }

        @Override
        protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            super.decodeLast(context, in, out);
            if (in.isReadable()) {
                out.add(in.readRetainedSlice(in.readableBytes()));
            }
        }
    }
}
