package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** Bytes as they come: what one read gave is an item. */
record ByteFraming() implements Framing<byte[]> {

    @Override
    public @Nullable ChannelHandler decoder() {
        return null;
    }

    @Override
    public byte[] decode(ByteBuf frame) {
        return ByteBufUtil.getBytes(frame);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public Framing<byte[]> withMaxLength(int bytes) {
        throw new UnsupportedOperationException(
                "lines or frames required for a greatest length: bytes come as they are");
    }
}
