package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.netty.Connection;

/** How items are told apart in a stream of bytes. */
interface Framing<T> {

    /** Adds the decoders that cut what arrives into buffers of one item each. */
    void install(Connection connection);

    /** Reads the item of a buffer, which the caller releases. */
    T decode(ByteBuf frame);

    /** A buffer with the item, to be sent as it is. */
    ByteBuf encode(ByteBufAllocator allocator, T item);

    /** The same with another bound, in bytes, for what arrives. */
    Framing<T> withMaxLength(int bytes);
}
