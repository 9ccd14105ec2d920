package dev.coflow.reactor.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

/**
 * How a connection ends. The reader is told in its place, behind what has arrived, that the peer sends no more, or that what it sent is
 * malformed; without this Netty closes the connection at once, and what was read but not handled yet, and what is still to be sent, would be
 * lost. Confined to the event loop, but for {@link #linger}.
 */
final class InboundEnd extends ChannelDuplexHandler {

    /**
     * In place of an item: there is none after it.
     *
     * @param error why; null if the peer has ended
     */
    record End(@Nullable Throwable error) {}

    /** How long a peer that still sends is listened to after all was sent to it. */
    private static final Duration MAX_LINGER = Duration.ofSeconds(2);

    private final Channel channel;
    private final Sinks.Empty<Void> over = Sinks.empty();
    private boolean told; // the reader
    private boolean inputOver;

    private InboundEnd(Channel channel) {
        this.channel = channel;
    }

    /** Installs a framing, and the end behind it. */
    static InboundEnd install(Connection connection, Framing<?> framing) {
        Channel channel = connection.channel();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        EpollInterest.neverNone(channel);
        if (channel.pipeline().get(SslHandler.class) != null) {
            connection.addHandlerLast("flow.endOfTls", new EndOfTls());
        }
        ChannelHandler decoder = framing.decoder();
        if (decoder != null) {
            connection.addHandlerLast("flow.framing", decoder);
        }
        InboundEnd end = new InboundEnd(channel);
        connection.addHandlerLast("flow.end", end);
        return end;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (told) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            EpollInterest.inputIsOver(channel);
            tell(context, new End(null));
            inputIsOver();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
        tell(context, new End(error));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inputIsOver();
        context.fireChannelInactive();
    }

    private void tell(ChannelHandlerContext context, End end) {
        if (!told) {
            told = true;
            context.fireChannelRead(end);
        }
    }

    private void inputIsOver() {
        inputOver = true;
        over.tryEmitEmpty();
    }

    /** Reads until the end: a further read fails on epoll, which has forgotten the socket by then, and the connection with it. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!inputOver) {
            context.read();
        }
    }

    /**
     * Ends this side when all was sent, and completes when the peer has ended, too. A socket that is closed while something is unread is reset,
     * and what the peer has not read yet is lost with it; so what still arrives is read and dropped for a while.
     */
    Mono<Void> linger() {
        return Mono.defer(() -> {
                    channel.eventLoop().execute(this::endOutput);
                    return over.asMono();
                })
                .timeout(MAX_LINGER, Mono.empty());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // if it fails the channel is closed, which is an end, too
    private void endOutput() {
        if (inputOver) {
            return;
        }
        told = true; // nobody reads any more
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        }
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            inputIsOver();
        }
        channel.config().setAutoRead(true);
    }

    /**
     * TLS has an end of its own, which Reactor Netty answers by closing the connection; for decoders it is that of the socket. The socket's
     * without it may be an attacker's.
     */
    private static final class EndOfTls extends ChannelInboundHandlerAdapter {
        private boolean ended;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == SslCloseCompletionEvent.SUCCESS) {
                ended = true;
                context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            } else if (event != ChannelInputShutdownEvent.INSTANCE) {
                context.fireUserEventTriggered(event);
            } else if (!ended) {
                context.fireExceptionCaught(new SSLException(
                        "a close_notify required before the end but the peer sent none: what arrived may be cut off"));
                context.fireUserEventTriggered(event);
            }
        }
    }
}
