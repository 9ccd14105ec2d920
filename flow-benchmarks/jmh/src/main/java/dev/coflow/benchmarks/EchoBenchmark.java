package dev.coflow.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coflow.reactor.netty.FlowHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.tcp.TcpServer;

/** Lines to a server and back, over one connection; counted by lines. */
@OperationsPerInvocation(EchoBenchmark.LINES)
public class EchoBenchmark extends Measured {

    static final int LINES = 500;

    private static final byte[] REQUEST =
            "a line of thirty-two characters\n".repeat(LINES).getBytes(US_ASCII);

    private final EchoPair flow = new EchoPair(TcpServer.create().handle(FlowHandler.lines(PullBenchmark::passedOn)));

    private final EchoPair flowPlain = new EchoPair(TcpServer.create().handle(FlowHandler.lines(in -> in)));

    private final EchoPair reactor = reactor(UnaryOperator.identity());

    /** As a body does, this leaves the event loop for every line. */
    private final EchoPair reactorOnAThread = reactor(lines -> lines.publishOn(Schedulers.boundedElastic()));

    private static EchoPair reactor(UnaryOperator<Flux<String>> stage) {
        return new EchoPair(TcpServer.create()
                .doOnConnection(connection -> connection.addHandlerLast(new LineBasedFrameDecoder(8192)))
                .handle((in, out) ->
                        out.sendString(stage.apply(in.receive().asString(UTF_8)).map(line -> line + "\n"))));
    }

    @TearDown
    public void stop() throws IOException {
        flow.close();
        flowPlain.close();
        reactor.close();
        reactorOnAThread.close();
    }

    @Benchmark
    public int flow() throws IOException {
        return flow.exchange(REQUEST);
    }

    @Benchmark
    public int flowPlain() throws IOException {
        return flowPlain.exchange(REQUEST);
    }

    @Benchmark
    public int reactor() throws IOException {
        return reactor.exchange(REQUEST);
    }

    @Benchmark
    public int reactorOnAThread() throws IOException {
        return reactorOnAThread.exchange(REQUEST);
    }
}
