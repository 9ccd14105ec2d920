package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.netty.FlowHandler;
import java.io.PrintStream;
import java.util.List;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * A protocol, its server and its client: both are loops, and a loop that ends closes the connection. Twisted's how-to: {@code
 * makeProtocol}.
 */
final class Echo {

    private Echo() {}

    static FlowHandler<String> server() {
        return FlowHandler.lines(in -> Flow.generate(out -> {
            out.emit("Hello, what shall I repeat?");
            for (String line : out.pull(in)) {
                if (line.equals("bye")) {
                    break;
                }
                out.emit(line);
            }
        }));
    }

    static FlowHandler<String> client(PrintStream print, List<String> lines) {
        return FlowHandler.lines(in -> Flow.generate(out -> {
            try (Pull<String> answers = out.pull(in)) {
                print.println(answers.next());
                for (String line : lines) {
                    out.emit(line);
                    print.println(answers.next());
                }
                out.emit("bye");
                print.println(answers.hasNext() ? "more?" : "closed");
            }
        }));
    }

    static void run(PrintStream out) {
        DisposableServer server =
                TcpServer.create().host("127.0.0.1").port(0).handle(server()).bindNow();
        try {
            Connection connection = TcpClient.create()
                    .host("127.0.0.1")
                    .port(server.port())
                    .handle(client(out, List.of("one", "two")))
                    .connectNow();
            connection.onDispose().block();
        } finally {
            server.disposeNow();
        }
    }
}
