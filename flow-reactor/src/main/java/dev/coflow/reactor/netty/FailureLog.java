package dev.coflow.reactor.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslClosedEngineException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Tells, once, why a connection has failed: an error of the protocol's own is one, a peer that has gone is for debugging alone. */
final class FailureLog {

    private static final Logger LOG = Loggers.getLogger(FlowHandler.class);

    private final Channel channel;
    private volatile @Nullable Throwable arrived;
    private volatile @Nullable Throwable told;

    FailureLog(Channel channel) {
        this.channel = channel;
    }

    /** What arrives has failed; the protocol may catch that. */
    void arrived(Throwable error) {
        arrived = error;
    }

    /** The flow of what is sent has failed. Told at once: the end of sending may wait for a peer that does not read. */
    void ofProtocol(Throwable error) {
        told = error;
        if (error == arrived && isReset(error)) {
            gone(error);
        } else {
            LOG.error("{} the protocol has failed: its connection closes", channel, error);
        }
    }

    /** Sending has failed, for the same reason or because the peer does not listen any more. */
    void ofSending(Throwable error) {
        if (told == null) {
            gone(error);
        }
    }

    private void gone(Throwable error) {
        LOG.debug("{} the peer has gone", channel, error);
    }

    /** Whatever the transport, which each say it in their own words. */
    static boolean isReset(Throwable error) {
        String message = error.getMessage();
        return AbortedException.isConnectionReset(error)
                || error instanceof SslClosedEngineException
                || (error instanceof IOException && message != null && message.startsWith("Connection reset"));
    }
}
