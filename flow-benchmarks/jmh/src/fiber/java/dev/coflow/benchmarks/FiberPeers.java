package dev.coflow.benchmarks;

import hu.akarnokd.rxjava3.fibers.FiberInterop;
import io.reactivex.rxjava3.core.Flowable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The cases as one writes them with RxJavaFiberInterop, where a body has a virtual thread. */
final class FiberPeers {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private FiberPeers() {}

    static Flowable<Integer> emitted(int items) {
        return FiberInterop.create(
                emitter -> {
                    for (int i = 0; i < items; i++) {
                        emitter.emit(i);
                    }
                },
                THREADS);
    }

    static <T> Flowable<T> passed(Flowable<T> source) {
        return source.compose(FiberInterop.transform((item, emitter) -> emitter.emit(item), THREADS));
    }

    /** Emits one item, and waits with the second. */
    static Flowable<Integer> emittingTwo(Waiting waiting) {
        return FiberInterop.create(
                emitter -> {
                    try {
                        emitter.emit(1);
                        waiting.reached();
                        emitter.emit(2);
                    } finally {
                        waiting.unwound();
                    }
                },
                THREADS);
    }
}
