package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** One input of a {@link Join}. */
@SuppressWarnings("rawtypes") // Scannable.Attr
final class JoinInput<S> extends Inlet<S> {

    private final Join<S, ?> join;
    private boolean primed;

    JoinInput(Join<S, ?> join, int prefetch) {
        super(prefetch);
        this.join = join;
    }

    @Override
    void subscribed() {
        join.inputIsSubscribed();
    }

    @Override
    void arrived() {
        join.queue();
    }

    @Override
    void discardLater() {
        join.queue(); // a drain that has ended discards
    }

    /** Requests the first items, once the source is there. */
    void prime() {
        if (!primed && isSubscribed()) {
            primed = true;
            requestFirst();
        }
    }

    @Override
    public Run run() {
        return join.run;
    }

    @Override
    public Scope scope() {
        return join.scope();
    }

    @Override
    public Context currentContext() {
        return join.downstream().currentContext();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? join : super.scanUnsafe(key);
    }
}
