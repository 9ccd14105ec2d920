package dev.coflow.reactor.netty;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpSslContextSpec;

/** A certificate for this JVM alone: the server shows it, and the peer trusts no other. */
final class Tls {

    private static final String PASSWORD = "secret";
    private static final KeyStore KEYS = keys();

    private Tls() {}

    static void server(SslProvider.SslContextSpec spec) {
        spec.sslContext((SslProvider.GenericSslContextSpec<?>) TcpSslContextSpec.forServer(keyManagers()));
    }

    static void client(SslProvider.SslContextSpec spec) {
        spec.sslContext((SslProvider.GenericSslContextSpec<?>)
                TcpSslContextSpec.forClient().configure(context -> context.trustManager(trustManagers())));
    }

    static Socket over(Socket socket) throws IOException {
        return over(socket, "TLSv1.3");
    }

    /** With a version, or an earlier one. */
    static Socket over(Socket socket, String version) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance(version);
            context.init(null, trustManagers().getTrustManagers(), null);
            boolean closesBoth = true;
            SSLSocket secured = (SSLSocket)
                    context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), closesBoth);
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManagerFactory trustManagers() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KEYS);
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManagerFactory keyManagers() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KEYS, PASSWORD.toCharArray());
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Made by the JDK's own tool. */
    private static KeyStore keys() {
        try {
            Path directory = Files.createTempDirectory("flow-test");
            Path file = directory.resolve("keys.p12");
            Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process process = new ProcessBuilder(List.of(
                            tool.toString(),
                            "-genkeypair",
                            "-alias",
                            "flow",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=IP:127.0.0.1,DNS:localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool has failed: " + process.exitValue());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(directory);
            return store;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
