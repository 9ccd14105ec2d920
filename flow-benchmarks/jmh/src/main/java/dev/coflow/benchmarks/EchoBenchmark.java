package dev.coflow.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coflow.reactor.netty.FlowHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;
import reactor.netty.tcp.TcpServer;

/** Lines to a server and back, over one connection; counted by lines. */
@OperationsPerInvocation(EchoBenchmark.LINES)
public class EchoBenchmark extends Measured {

    static final int LINES = 500;

    private static final byte[] REQUEST =
            "a line of thirty-two characters\n".repeat(LINES).getBytes(US_ASCII);

    private final EchoPair flow = new EchoPair(TcpServer.create().handle(FlowHandler.lines(PullBenchmark::passedOn)));

    private final EchoPair reactor = new EchoPair(TcpServer.create()
            .doOnConnection(connection -> connection.addHandlerLast(new LineBasedFrameDecoder(8192)))
            .handle((in, out) -> out.sendString(in.receive().asString(UTF_8).map(line -> line + "\n"))));

    @TearDown
    public void stop() throws IOException {
        flow.close();
        reactor.close();
    }

    @Benchmark
    public int flow() throws IOException {
        return flow.exchange(REQUEST);
    }

    @Benchmark
    public int reactor() throws IOException {
        return reactor.exchange(REQUEST);
    }
}
