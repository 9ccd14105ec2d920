package dev.coflow.reactor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;

/**
 * A stage with a function of the user's: that function sees the thread-locals of the subscriber's Context, if there are any. Otherwise
 * this adds nothing, and keeps fusion.
 */
@SuppressWarnings("rawtypes") // Scannable.Attr
class ContextualFlux<T> extends FlowFlux<T> {

    private final Flux<T> plain;
    private final Function<? super ThreadLocals, ? extends Flux<T>> stage;

    private ContextualFlux(Flux<T> plain, Function<? super ThreadLocals, ? extends Flux<T>> stage) {
        this.plain = plain;
        this.stage = stage;
    }

    /**
     * Builds the stage for each subscriber that has something to set, and once for all others.
     *
     * @param stage puts the thread-locals around the user's functions
     */
    static <T> Flux<T> of(Function<? super ThreadLocals, ? extends Flux<T>> stage) {
        Flux<T> plain = stage.apply(ThreadLocals.NONE);
        if (!ThreadLocals.PRESENT) {
            return plain;
        }
        return plain instanceof Fuseable
                ? new FuseableContextualFlux<>(plain, stage)
                : new ContextualFlux<>(plain, stage);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        ThreadLocals locals = ThreadLocals.from(actual.currentContext());
        (locals.any() ? stage.apply(locals) : plain).subscribe(actual);
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return Scannable.from(plain).scanUnsafe(key);
    }

    /** The same for a stage that can be fused. */
    private static final class FuseableContextualFlux<T> extends ContextualFlux<T> implements Fuseable {
        FuseableContextualFlux(Flux<T> plain, Function<? super ThreadLocals, ? extends Flux<T>> stage) {
            super(plain, stage);
        }
    }
}
