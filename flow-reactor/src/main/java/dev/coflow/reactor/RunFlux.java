package dev.coflow.reactor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The boundary of a flow: joins the run that its subscriber belongs to, or starts one. A flow without bodies, steps, joins and
 * {@code concatMap} starts none, and then this adds nothing to its source. Its stages are made anew for a subscriber whose Context has
 * thread-locals to set around their functions.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
class RunFlux<T> extends FlowFlux<T> {

    private final Flux<T> plain;
    private final @Nullable Function<ThreadLocals, Flux<T>> contextual;
    private final boolean needsRun;

    private RunFlux(Flux<T> plain, @Nullable Function<ThreadLocals, Flux<T>> contextual, boolean needsRun) {
        this.plain = plain;
        this.contextual = ThreadLocals.PRESENT ? contextual : null;
        this.needsRun = needsRun;
    }

    /**
     * Puts the boundary around the stages of a flow.
     *
     * @param plain the stages, for all subscribers without thread-locals to set
     * @param contextual makes the stages for one that has some; null if there is no function to see them
     */
    static <T> Flux<T> around(Flux<T> plain, @Nullable Function<ThreadLocals, Flux<T>> contextual, boolean needsRun) {
        return (!needsRun && plain instanceof Fuseable
                        ? new FuseableRunFlux<>(plain, contextual)
                        : new RunFlux<>(plain, contextual, needsRun))
                .assembled();
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Flux<T> source;
        try {
            source = stages(actual.currentContext());
        } catch (Throwable e) {
            Operators.reportThrowInSubscribe(actual, e);
            return;
        }
        RunMember member = RunMember.find(actual);
        if (member == actual) {
            member.run().executeInTurn(new Wiring<>(source, actual, member));
        } else if (member != null) {
            join(source, actual, member.run(), member.scope());
        } else if (needsRun) {
            join(source, actual, new Run(actual.currentContext()), new Scope(null));
        } else {
            Wiring.subscribe(source, actual, null);
        }
    }

    private Flux<T> stages(Context context) {
        if (contextual == null) {
            return plain;
        }
        ThreadLocals locals = ThreadLocals.from(context);
        return locals.any() ? contextual.apply(locals) : plain;
    }

    private static <T> void join(Flux<T> source, CoreSubscriber<? super T> actual, Run run, Scope scope) {
        RunGate<T> gate = new RunGate<>(actual, run, scope);
        run.executeInTurn(new Wiring<>(source, gate, gate));
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.PARENT ? plain : super.scanUnsafe(key);
    }

    /** The same for a source that may be fused. */
    private static final class FuseableRunFlux<T> extends RunFlux<T> implements Fuseable {
        FuseableRunFlux(Flux<T> plain, @Nullable Function<ThreadLocals, Flux<T>> contextual) {
            super(plain, contextual, false);
        }
    }
}
