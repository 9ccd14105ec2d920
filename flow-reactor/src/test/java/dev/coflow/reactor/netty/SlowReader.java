package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reads the numbered lines over a connection of its own, with pauses, and perhaps not to the end: the seed decides. */
final class SlowReader extends BaseSubscriber<byte[]> {

    /** How it ends. */
    private enum End {
        READ_ALL,
        CANCEL,
        CLOSE,
        RESET
    }

    private final NumberedLines lines;
    private final Random random; // touched by the thread that has the signal, or its pause
    private final boolean hurries;
    private final End end;
    private final int endsAt; // bytes, as the next
    private final int stopsAt;
    private final String path;

    private volatile Channel channel;
    private volatile boolean stopped;
    private volatile boolean over;
    private volatile String wrong = "";
    private int read;
    private boolean left;
    private int wanted; // chunks that were requested and have not come

    SlowReader(int number, long seed, NumberedLines lines) {
        this.lines = lines;
        this.random = new Random(seed);
        this.path = "/" + number;
        hurries = random.nextInt(5) == 0;
        end = random.nextInt(5) < 3 ? End.READ_ALL : End.values()[1 + random.nextInt(3)];
        endsAt = end == End.READ_ALL ? Integer.MAX_VALUE : random.nextInt(lines.bytes() - 1) + 1;
        stopsAt = random.nextInt(4) == 0 ? random.nextInt(Math.min(endsAt, lines.bytes() / 8)) : Integer.MAX_VALUE;
    }

    void connect(int port, ByteBufAllocator allocator, ChannelGroup channels) {
        HttpClient.create(ConnectionProvider.newConnection())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.SO_RCVBUF, LineServer.SOCKET_BUFFER)
                .doOnConnected(connection -> {
                    channel = connection.channel();
                    channels.add(channel);
                })
                .get()
                .uri("http://127.0.0.1:" + port + path)
                .responseContent()
                .asByteArray()
                .subscribe(this);
    }

    String path() {
        return path;
    }

    /** It reads no more until it is told to {@link #goOn}. */
    boolean isStopped() {
        return stopped;
    }

    boolean isOver() {
        return over;
    }

    boolean hasReadAll() {
        return read == lines.bytes();
    }

    int read() {
        return read;
    }

    /** What is wrong with what it has got; empty if nothing is. */
    String wrong() {
        return wrong;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        ask();
    }

    @Override
    protected void hookOnNext(byte[] bytes) {
        if (!lines.have(bytes, read)) {
            wrong = path + ": other bytes than those at " + read;
            cancel();
            return;
        }
        read += bytes.length;
        wanted--;
        if (read >= endsAt) {
            leave();
            request(Long.MAX_VALUE); // what had come before, and the end behind it
        } else if (wanted == 0 && read >= stopsAt && !stopped) {
            stopped = true;
        } else if (wanted == 0) {
            pause();
        }
    }

    private void pause() {
        if (hurries || random.nextInt(4) == 0) {
            ask();
        } else {
            Schedulers.parallel().schedule(this::ask, random.nextInt(5000), TimeUnit.MICROSECONDS);
        }
    }

    private void ask() {
        wanted = 1 + random.nextInt(hurries ? 256 : 32);
        request(wanted);
    }

    /** To be called once, when it {@link #isStopped}. */
    void goOn() {
        ask();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // that the channel is closed is seen in its group
    private void leave() {
        if (left) {
            return; // these had come before
        }
        left = true;
        switch (end) {
            case CANCEL -> cancel();
            case CLOSE -> channel.close();
            case RESET -> {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.close();
            }
            case READ_ALL -> throw new IllegalStateException();
        }
    }

    @Override
    protected void hookOnError(Throwable error) {
        if (!left) {
            wrong = path + ": " + error;
        }
    }

    @Override
    protected void hookOnComplete() {
        if (!left && read != lines.bytes()) {
            wrong = path + ": the end after " + read;
        }
    }

    @Override
    protected void hookFinally(SignalType type) {
        over = true;
    }
}
