package dev.coflow.reactor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * A sub-flow for each item, one after the other. It does not run ahead: the next item is asked for when the sub-flow before has ended,
 * and an error of the source waits until then.
 *
 * @param <S> the items of the source
 * @param <T> the items of the sub-flows
 */
@SuppressWarnings("rawtypes") // Scannable.Attr
final class ConcatFlux<S, T> extends FlowFlux<T> {

    private final Flux<S> source;
    private final Function<? super S, ? extends Flux<T>> mapper;
    private final @Nullable Runnable onFinish;

    /**
     * Concatenates.
     *
     * @param onFinish is run each time a sub-flow has completed
     */
    ConcatFlux(Flux<S> source, Function<? super S, ? extends Flux<T>> mapper, @Nullable Runnable onFinish) {
        this.source = source;
        this.mapper = mapper;
        this.onFinish = onFinish;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new ConcatSubscriber<>(actual, Wiring.currentMember(actual), mapper, onFinish));
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.PARENT ? source : key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : super.scanUnsafe(key);
    }
}
