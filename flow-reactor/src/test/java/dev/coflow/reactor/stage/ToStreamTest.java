package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.PublisherProbe;

class ToStreamTest {

    @ParameterizedTest
    @EnumSource
    void isReadLikeAnyStream(Source source) {
        try (Stream<Integer> stream = source.of(Items.upTo(1000)).toStream()) {
            assertThat(stream.filter(x -> x % 400 == 0).map(x -> -x).toList()).containsExactly(-400, -800);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theItemsComeBeforeTheErrorWhichIsUnchanged(Source source) {
        IOException error = new IOException("checked");
        List<Integer> seen = new ArrayList<>();
        try (Stream<Integer> stream = source.of(Items.upTo(2).thenFail(error)).toStream()) {
            assertThat(catchThrowable(() -> stream.forEach(seen::add))).isSameAs(error);
        }
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void itsSpliteratorSaysWhenThereIsNothingLeft() {
        List<Integer> seen = new ArrayList<>();
        try (Stream<Integer> stream = Flow.of(1).toStream()) {
            Spliterator<Integer> items = stream.spliterator();
            assertThat(items.tryAdvance(seen::add)).isTrue();
            assertThat(items.tryAdvance(seen::add)).isFalse();
            assertThat(items.tryAdvance(seen::add)).isFalse();
        }
        assertThat(seen).containsExactly(1);
    }

    @Test
    void closingCancelsWhatWasNotRead() throws InterruptedException {
        CountDownLatch unwound = new CountDownLatch(1);
        PublisherProbe<Integer> probe = PublisherProbe.of(Mono.never());
        Flow<Integer> flow = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emitAll(probe.flux());
            } finally {
                unwound.countDown();
            }
        });
        try (Stream<Integer> stream = flow.toStream()) {
            assertThat(stream.findFirst()).contains(1);
        }
        Waiting.await(unwound);
        if (probe.wasSubscribed()) {
            probe.assertWasCancelled();
        }
    }

    @Test
    void readingIsRefusedOnAThreadThatMustNotBlock() {
        Mono<Object> onAnEventLoop = Mono.<Object>fromCallable(() -> {
                    try (Stream<Integer> stream = Flow.of(1).toStream()) {
                        return stream.toList();
                    }
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> onAnEventLoop.block(Waiting.LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("block");
    }
}
