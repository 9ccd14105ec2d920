package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/** How items are told apart in a stream of bytes. */
interface Framing<T> {

    /** Cuts what arrives into buffers of one item each; null if nothing is cut. */
    @Nullable
    ChannelHandler decoder();

    /** Reads the item of a buffer, which the caller releases. */
    T decode(ByteBuf frame);

    /** Why the decoder refuses what has arrived, in our words. */
    default Throwable refusal(Throwable error) {
        return error;
    }

    /** A buffer with the item, to be sent as it is. */
    ByteBuf encode(ByteBufAllocator allocator, T item);

    /** The same with another bound, in bytes, for what arrives. */
    Framing<T> withMaxLength(int bytes);

    /**
     * What a line or a frame that is too long fails with.
     *
     * @param actual how many bytes there are, in words
     */
    static TooLongFrameException tooLong(int maxLength, String actual) {
        return new TooLongFrameException(
                "at most " + maxLength + " bytes required but there are " + actual + ": withMaxLength allows for them");
    }
}
