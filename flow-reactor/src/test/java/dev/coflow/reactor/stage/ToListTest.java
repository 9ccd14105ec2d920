package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ToListTest {

    @ParameterizedTest
    @EnumSource
    void waitsForAllItems(Source source) {
        Items items = Items.upTo(1000);
        assertThat(source.of(items).toList()).isEqualTo(items.list());
    }

    @Test
    void theListOfNothingIsEmpty() {
        assertThat(Flow.empty().toList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCheckedErrorIsThrownUnchanged(Source source) {
        IOException error = new IOException("checked");
        Flow<Integer> flow = source.of(Items.upTo(2).thenFail(error));
        assertThat(catchThrowable(flow::toList)).isSameAs(error);
    }

    @Test
    void isRefusedOnAThreadThatMustNotBlock() {
        Flow<Integer> flow = Flow.of(1);
        Mono<Object> onAnEventLoop = Mono.<Object>fromCallable(flow::toList).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> onAnEventLoop.block(Waiting.LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("block");
    }
}
