package dev.coflow.reactor.netty;

import dev.coflow.Flow;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * A protocol over a connection: a function from the flow of what arrives to the flow of what is sent. For {@code handle} of Reactor Netty's
 * TCP servers and clients:
 *
 * <pre>{@code
 * TcpServer.create().handle(FlowHandler.lines(in -> Flow.generate(out -> {
 *     out.emit("What is your name?");
 *     for (String name : out.pull(in)) out.emit("Hello, " + name + ".");
 * })));
 * }</pre>
 *
 * <p>The function is called once for each connection. The flow it is given can be subscribed to once.
 *
 * <p><b>Ends.</b> When the outgoing flow completes, what it has emitted is sent, and the connection closes; what still arrives is
 * dropped for up to two seconds until the peer ends, too. When the peer closes its side, the incoming flow completes behind the
 * last item, and the outgoing flow goes on to its own end. When the peer resets the connection, the incoming flow fails, or the
 * outgoing flow is cancelled if it notices first; {@link #endingOnReset} makes the former an end. When the connection is closed
 * here, the outgoing flow is cancelled. Over TLS the peer's end is its close_notify, and a socket's end without one is an error.
 * To go on after the peer's end takes TCP or TLS 1.3: earlier versions end both sides at once. A protocol that neither reads nor
 * writes is not told of an end.
 *
 * <p><b>Errors.</b> An error of the outgoing flow, whatever the reason, closes its connection and no other; what was emitted
 * before is sent. It is logged once, when it happens; that the peer has gone is logged for debugging alone. What arrives and is
 * malformed fails the incoming flow, so that a body can catch it in its loop.
 *
 * <p><b>Demand.</b> A peer that does not read suspends the outgoing flow: at most 128 items wait behind what the socket takes. A
 * body that does not pull stops the reading of the socket: what waits is its prefetch, and a little more than what one read gave.
 *
 * <p><b>Threads.</b> The function, and stages without a body, execute on the connection's event loop and must not block; bodies
 * may.
 *
 * <p>Source: Twisted's {@code makeProtocol}.
 *
 * @param <T> what arrives and what is sent
 */
public final class FlowHandler<T> implements BiFunction<NettyInbound, NettyOutbound, Publisher<Void>> {

    /** The longest line or frame that may arrive unless told otherwise, in bytes. */
    public static final int DEFAULT_MAX_LENGTH = 65_536;

    private final Framing<T> framing;
    private final BiFunction<? super Connection, ? super Flow<T>, ? extends Publisher<T>> protocol;
    private final boolean endsOnReset;

    private FlowHandler(
            Framing<T> framing,
            BiFunction<? super Connection, ? super Flow<T>, ? extends Publisher<T>> protocol,
            boolean endsOnReset) {
        this.framing = framing;
        this.protocol = Objects.requireNonNull(protocol, "protocol");
        this.endsOnReset = endsOnReset;
    }

    /**
     * A protocol of lines in UTF-8. They end with a line feed; a carriage return before it belongs to the line's end, and anywhere else it is
     * malformed. Text after the last line feed is a line, too.
     *
     * @param protocol makes the flow of the lines to send, each without a line break
     * @return for {@code handle}
     */
    public static FlowHandler<String> lines(Function<? super Flow<String>, ? extends Publisher<String>> protocol) {
        return lines(withoutConnection(protocol));
    }

    /**
     * As {@link #lines(Function)} for a protocol that wants its connection: for the peer's address, or to close early.
     *
     * @param protocol makes the flow of the lines to send
     * @return for {@code handle}
     */
    public static FlowHandler<String> lines(
            BiFunction<? super Connection, ? super Flow<String>, ? extends Publisher<String>> protocol) {
        return new FlowHandler<>(new LineFraming(DEFAULT_MAX_LENGTH), protocol, false);
    }

    /**
     * A protocol of bytes as they come: how they are cut into arrays means nothing.
     *
     * @param protocol makes the flow of the bytes to send; an array that was emitted is not to be changed any more
     * @return for {@code handle}
     */
    public static FlowHandler<byte[]> bytes(Function<? super Flow<byte[]>, ? extends Publisher<byte[]>> protocol) {
        return bytes(withoutConnection(protocol));
    }

    /**
     * As {@link #bytes(Function)} for a protocol that wants its connection.
     *
     * @param protocol makes the flow of the bytes to send
     * @return for {@code handle}
     */
    public static FlowHandler<byte[]> bytes(
            BiFunction<? super Connection, ? super Flow<byte[]>, ? extends Publisher<byte[]>> protocol) {
        return new FlowHandler<>(new ByteFraming(), protocol, false);
    }

    /**
     * A protocol of frames behind their length: four bytes in network order, which do not count themselves. A frame that the peer does not
     * finish is an error.
     *
     * @param protocol makes the flow of the frames to send
     * @return for {@code handle}
     */
    public static FlowHandler<byte[]> frames(Function<? super Flow<byte[]>, ? extends Publisher<byte[]>> protocol) {
        return frames(withoutConnection(protocol));
    }

    /**
     * As {@link #frames(Function)} for a protocol that wants its connection.
     *
     * @param protocol makes the flow of the frames to send
     * @return for {@code handle}
     */
    public static FlowHandler<byte[]> frames(
            BiFunction<? super Connection, ? super Flow<byte[]>, ? extends Publisher<byte[]>> protocol) {
        return new FlowHandler<>(new LengthFraming(DEFAULT_MAX_LENGTH), protocol, false);
    }

    private static <T> BiFunction<Connection, Flow<T>, Publisher<T>> withoutConnection(
            Function<? super Flow<T>, ? extends Publisher<T>> protocol) {
        Objects.requireNonNull(protocol, "protocol");
        return (connection, in) -> protocol.apply(in);
    }

    /**
     * The same with another bound for what arrives; {@link #DEFAULT_MAX_LENGTH} otherwise. A longer line or frame fails the incoming flow as
     * soon as its length is known, with Netty's {@code TooLongFrameException}.
     *
     * @param bytes the longest line or frame, without what it ends or begins with
     * @return the handler
     * @throws UnsupportedOperationException if this is a protocol of bytes
     */
    public FlowHandler<T> withMaxLength(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes > 0 required but it was " + bytes);
        }
        return new FlowHandler<>(framing.withMaxLength(bytes), protocol, endsOnReset);
    }

    /**
     * The same, but a reset by the peer completes the incoming flow.
     *
     * @return the handler
     */
    public FlowHandler<T> endingOnReset() {
        return new FlowHandler<>(framing, protocol, true);
    }

    /** Called by Reactor Netty for each connection. */
    @Override
    public Publisher<Void> apply(NettyInbound inbound, NettyOutbound outbound) {
        return Mono.defer(() -> {
            Connection connection = connection(inbound);
            InboundEnd end = InboundEnd.install(connection, framing);
            FailureLog log = new FailureLog(connection.channel());
            Flow<T> in = Flow.from(once(incoming(inbound).doOnError(log::arrived)));
            Flux<ByteBuf> sent = Flux.defer(() -> outgoing(connection, in))
                    .map(item -> framing.encode(outbound.alloc(), item))
                    .doOnError(log::ofProtocol);
            return outbound.send(sent)
                    .then()
                    .doOnError(log::ofSending)
                    .onErrorComplete() // it was told; the connection closes in either case
                    .then(end.linger());
        });
    }

    /** What has arrived is gone: a second subscription would see an end, or the middle of a line. */
    private static <T> Flux<T> once(Flux<T> source) {
        AtomicBoolean subscribed = new AtomicBoolean();
        return Flux.defer(() -> subscribed.compareAndSet(false, true)
                ? source
                : Flux.error(
                        new IllegalStateException("one subscription to what arrives is required but this is another:"
                                + " share it, with Flux.publish for example")));
    }

    private static Connection connection(NettyInbound inbound) {
        Connection[] connection = new Connection[1];
        inbound.withConnection(c -> connection[0] = c);
        return connection[0];
    }

    /** Only the peer's end is one: a connection that is closed here cancels the protocol, and its reader must not take that for an end. */
    private Flux<T> incoming(NettyInbound inbound) {
        return inbound.receiveObject()
                .cast(Object.class)
                .concatWith(Mono.never())
                .handle((message, sink) -> {
                    if (!(message instanceof InboundEnd.End end)) {
                        sink.next(framing.decode((ByteBuf) message));
                    } else if (end.error() == null || (endsOnReset && FailureLog.isReset(end.error()))) {
                        sink.complete();
                    } else {
                        sink.error(framing.refusal(end.error()));
                    }
                });
    }

    private Publisher<T> outgoing(Connection connection, Flow<T> in) {
        return Objects.requireNonNull(
                protocol.apply(connection, in), "a flow of what is sent is required but the protocol returned null");
    }
}
