package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;

/** Law 10 is watched here. */
class NoBlockingCallTest {

    /** Not the loops themselves: JUnit closes an argument that can be closed, which an executor can since Java 19. */
    static Stream<Executor> loops() {
        return Stream.of(
                task -> HttpResources.get().onServer(true).next().execute(task),
                task -> HttpResources.get().onClient(true).next().execute(task),
                task -> Schedulers.parallel().schedule(task));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void noticesACallThatBlocks(Executor loop) {
        sleepOn(loop);

        assertThatThrownBy(NoBlockingCall::check)
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasSize(1)
                        .hasOnlyElementsOfType(BlockingOperationError.class));
    }

    @Test
    void letsOthersBlock() {
        sleepOn(task -> Schedulers.boundedElastic().schedule(task));

        NoBlockingCall.check();
    }

    private static void sleepOn(Executor thread) {
        Mono.create(done -> thread.execute(() -> {
                    try {
                        Thread.sleep(1);
                        done.success();
                    } catch (InterruptedException e) {
                        done.error(e);
                    }
                }))
                .block();
    }
}
