package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of UTF-8 that end with a line feed, or with a carriage return and a line feed. */
record LineFraming(int maxLength) implements Framing<String> {

    /** What a lenient decoder puts where bytes are malformed. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int MAX_SHOWN = 64;

    @Override
    public ChannelHandler decoder() {
        return new Decoder(maxLength);
    }

    @Override
    public String decode(ByteBuf frame) {
        if (frame.readableBytes() > maxLength) {
            throw Framing.tooLong(maxLength, "more");
        }
        String line = frame.toString(StandardCharsets.UTF_8);
        if (line.indexOf('\r') >= 0) {
            throw new CorruptedFrameException(
                    "a carriage return at the end of a line alone required but one is within: " + shown(frame));
        }
        if (line.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(frame);
        }
        return line;
    }

    /** What is not UTF-8 was replaced; the peer may have sent that character, too. */
    private static void requireUtf8(ByteBuf frame) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(frame.nioBuffer());
        } catch (CharacterCodingException e) {
            throw new CorruptedFrameException("a line of UTF-8 required but its bytes are " + shown(frame), e);
        }
    }

    private static String shown(ByteBuf frame) {
        int length = Math.min(frame.readableBytes(), MAX_SHOWN);
        String hex = ByteBufUtil.hexDump(frame, frame.readerIndex(), length);
        return length < frame.readableBytes() ? hex + "..." : hex;
    }

    @Override
    public Throwable refusal(Throwable error) {
        return error instanceof TooLongFrameException ? Framing.tooLong(maxLength, "more") : error;
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
            super(
                    (int) Math.min(Integer.MAX_VALUE, maxLength + 1L),
                    true,
                    true); // with a carriage return that has come alone
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
