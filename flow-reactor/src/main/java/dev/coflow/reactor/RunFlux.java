package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;

/**
 * The boundary of a flow: joins the run that its subscriber belongs to, or starts one. A flow without bodies, steps, joins and
 * {@code concatMap} starts none, and then this adds nothing to its source.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
class RunFlux<T> extends FlowFlux<T> {

    private final Flux<T> source;
    private final boolean needsRun;

    private RunFlux(Flux<T> source, boolean needsRun) {
        this.source = source;
        this.needsRun = needsRun;
    }

    static <T> Flux<T> around(Flux<T> source, boolean needsRun) {
        boolean fuseable = !needsRun && source instanceof Fuseable;
        return (fuseable ? new FuseableRunFlux<>(source) : new RunFlux<>(source, needsRun)).assembled();
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        RunMember member = RunMember.find(actual);
        if (member == actual) {
            member.run().executeInTurn(new Wiring<>(source, actual, member));
        } else if (member != null) {
            join(actual, member.run(), member.scope());
        } else if (needsRun) {
            join(actual, new Run(actual.currentContext()), new Scope(null));
        } else {
            Wiring.subscribe(source, actual, null);
        }
    }

    private void join(CoreSubscriber<? super T> actual, Run run, Scope scope) {
        RunGate<T> gate = new RunGate<>(actual, run, scope);
        run.executeInTurn(new Wiring<>(source, gate, gate));
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.PARENT ? source : super.scanUnsafe(key);
    }

    /** The same for a source that may be fused. */
    private static final class FuseableRunFlux<T> extends RunFlux<T> implements Fuseable {
        FuseableRunFlux(Flux<T> source) {
            super(source, false);
        }
    }
}
