package dev.coflow.reactor.netty;

import io.netty.channel.Channel;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * What Netty's epoll transport wants to hear of a socket. With no interest left, which is so when the peer has ended and nothing waits to be
 * sent, Netty 4.2 removes the socket from epoll and takes it for one that is still there: the next write that does not fit fails, and what
 * was to be sent is lost. So one is always left. It takes reflection, because no option of a channel sets it; where that is refused, and on
 * other transports, nothing is done.
 */
final class EpollInterest {

    private static final Logger LOG = Loggers.getLogger(EpollInterest.class);

    private static final String TRANSPORT = "io.netty.channel.epoll.";

    /** {@code EPOLLERR}, which epoll reports whether it is asked to or not. */
    private static final int ERRORS = 0x8;

    /** {@code EPOLLET}: each change once. What cannot be read away would be reported for ever. */
    private static final int CHANGES_ALONE = 1 << 31;

    /** {@code setFlag} of a type of channels, looked for once and not for each connection. */
    private static final ClassValue<Optional<Method>> SET_FLAG = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            return setFlag(type);
        }
    };

    private EpollInterest() {}

    /** Of a channel that has begun. */
    static void neverNone(Channel channel) {
        add(channel, ERRORS);
    }

    /** Of a channel whose peer has ended. */
    static void inputIsOver(Channel channel) {
        add(channel, CHANGES_ALONE);
    }

    private static void add(Channel channel, int flag) {
        if (!channel.getClass().getName().startsWith(TRANSPORT) || !channel.isRegistered()) {
            return;
        }
        try {
            Optional<Method> setFlag = SET_FLAG.get(channel.getClass());
            if (setFlag.isPresent()) {
                setFlag.get().setAccessible(true);
                setFlag.get().invoke(channel, flag);
            }
        } catch (IllegalAccessException | InaccessibleObjectException | InvocationTargetException e) {
            LOG.debug("{} a peer that ends its side may lose what does not fit into the socket", channel, e);
        }
    }

    private static Optional<Method> setFlag(Class<?> type) {
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            for (Method method : t.getDeclaredMethods()) {
                if (method.getName().equals("setFlag")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == int.class) {
                    return Optional.of(method);
                }
            }
        }
        return Optional.empty();
    }
}
