package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames behind their length, four bytes in network order that do not count themselves. */
record LengthFraming(int maxLength) implements Framing<byte[]> {

    @Override
    public ChannelHandler decoder() {
        return new Decoder(maxLength);
    }

    @Override
    public byte[] decode(ByteBuf frame) {
        return ByteBufUtil.getBytes(frame);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] frame) {
        return allocator
                .buffer(Integer.BYTES + frame.length)
                .writeInt(frame.length)
                .writeBytes(frame);
    }

    @Override
    public Framing<byte[]> withMaxLength(int bytes) {
        return new LengthFraming(bytes);
    }

    /** Reports in our words a frame that is too long, and what is left of one when the peer ends. */
    private static final class Decoder extends LengthFieldBasedFrameDecoder {

        private final int maxLength;
        private long announced;

        Decoder(int maxLength) {
            super(
                    (int) Math.min(Integer.MAX_VALUE, (long) maxLength + Integer.BYTES),
                    0,
                    Integer.BYTES,
                    0,
                    Integer.BYTES);
            this.maxLength = maxLength;
        }

        @Override
        protected long getUnadjustedFrameLength(ByteBuf in, int offset, int length, ByteOrder order) {
            announced = super.getUnadjustedFrameLength(in, offset, length, order);
            return announced;
        }

        @Override
        protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
            try {
                return super.decode(context, in);
            } catch (TooLongFrameException e) {
                throw Framing.tooLong(maxLength, Long.toString(announced));
            }
        }

        @Override
        protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            super.decodeLast(context, in, out);
            if (in.isReadable()) {
                int left = in.readableBytes();
                in.skipBytes(left);
                throw new CorruptedFrameException(
                        "a whole frame required but the peer has ended after " + left + " bytes of it");
            }
        }
    }
}
