package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class TakenConnectionTest {

    /** The names of the methods that were called, from the first. */
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private final Connection connection = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                calls.add(method.getName());
                return Mono.empty();
            });

    private enum Use {
        QUERY {
            @Override
            Flow<?> of(ConnectionFactory connections) {
                return R2dbcQuery.of(connections, "SELECT 1").rowsUpdated();
            }
        },
        TRANSACTION {
            @Override
            Flow<?> of(ConnectionFactory connections) {
                return R2dbcTransaction.task(connections, (turn, connection) -> 1);
            }
        };

        abstract Flow<?> of(ConnectionFactory connections);
    }

    /** As a pool may do, which has given the connection to somebody else by then. */
    @ParameterizedTest
    @EnumSource
    void aConnectionThatMeetsItsCancelIsNotUsedAnyMore(Use use) {
        StepVerifier.create(use.of(connections(meetingItsCancel(Mono.just(connection)))))
                .thenCancel()
                .verify();
        assertThat(calls).containsExactly("close");
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryHearsOfACancelWhileItHasDeliveredNothing(Use use) {
        TestPublisher<Connection> source = TestPublisher.create();
        StepVerifier.create(use.of(connections(source))).thenCancel().verify();
        source.assertCancelled();
        assertThat(calls).isEmpty();
    }

    @Test
    void aFactoryHearsOfNoCancelWhenItHasDelivered() {
        TestPublisher<Connection> source = TestPublisher.create();
        StepVerifier.create(R2dbcTransaction.task(connections(source), (turn, connection) -> turn.await(Mono.never())))
                .then(() -> source.next(connection))
                .then(() -> Waiting.until(() -> calls.contains("beginTransaction")))
                .thenCancel()
                .verify();
        Waiting.until(() -> calls.contains("close"));
        source.assertNotCancelled();
        assertThat(calls).containsExactly("beginTransaction", "rollbackTransaction", "close");
    }

    @Test
    void aSecondConnectionIsClosed() {
        StepVerifier.create(new TakenConnection(connections(Flux.just(connection, connection))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(calls).containsExactly("close");
    }

    @Test
    void anErrorOfTheFactoryPasses() {
        IllegalStateException error = new IllegalStateException("no such host");
        StepVerifier.create(new TakenConnection(connections(Mono.error(error))))
                .verifyErrorSatisfies(e -> assertThat(e).isSameAs(error));
    }

    @Test
    void anErrorThatMeetsTheCancelIsDropped() {
        IllegalStateException error = new IllegalStateException("too late");
        StepVerifier.create(new TakenConnection(connections(meetingItsCancel(Mono.error(error)))))
                .thenCancel()
                .verifyThenAssertThat()
                .hasDroppedErrorsSatisfying(dropped -> assertThat(dropped).containsExactly(error));
    }

    /** Signals when it is cancelled, as if it had begun before. */
    private static Publisher<Connection> meetingItsCancel(Mono<Connection> outcome) {
        return subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                outcome.subscribe(subscriber::onNext, subscriber::onError, subscriber::onComplete);
            }
        });
    }

    private static ConnectionFactory connections(Publisher<Connection> source) {
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return source;
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return () -> "test";
            }
        };
    }
}
