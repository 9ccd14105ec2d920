package dev.coflow.reactor.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import reactor.netty.Connection;

/**
 * Tells the reader, in its place behind what has arrived, that the peer sends no more. Without it Netty closes the connection at once, and
 * what was read but not handled yet, and what is still to be sent, would be lost.
 */
final class InboundEnd extends ChannelDuplexHandler {

    /** In place of an item. */
    static final Object END = new Object();

    private boolean ended; // confined to the event loop

    /** Installs a framing, and the end behind it. */
    static void install(Connection connection, Framing<?> framing) {
        connection.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        connection.addHandlerLast(new EndOfTls());
        framing.install(connection);
        connection.addHandlerLast(new InboundEnd());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) {
            context.fireUserEventTriggered(event);
        } else if (!ended) {
            ended = true;
            context.fireChannelRead(END);
        }
    }

    /** Reads until the end: a further read fails on epoll, which has forgotten the socket by then, and the connection with it. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!ended) {
            context.read();
        }
    }

    /** TLS has an end of its own, which Reactor Netty answers by closing the connection; for decoders it is that of the socket. */
    private static final class EndOfTls extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(
                    event == SslCloseCompletionEvent.SUCCESS ? ChannelInputShutdownEvent.INSTANCE : event);
        }
    }
}
