package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;

/** Interruptible code as its users drive it: the canceller interrupts the thread that it sees. */
final class Code extends Interruptible {

    volatile @Nullable Thread thread;

    void cancel() {
        Thread target = thread;
        if (target != null) {
            interruptUserCode(target);
        }
    }
}
