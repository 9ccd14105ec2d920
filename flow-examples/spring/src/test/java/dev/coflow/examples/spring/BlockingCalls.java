package dev.coflow.examples.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * The blocking calls on threads that must not block, since the last look. They are collected and not thrown: an error on an event loop
 * may be caught and logged, and the test would be green. Found by {@code ServiceLoader}.
 */
public final class BlockingCalls implements BlockHoundIntegration {

    private static final Queue<BlockingOperationError> CALLS = new ConcurrentLinkedQueue<>();

    /** Called by {@code ServiceLoader}. */
    public BlockingCalls() {}

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.blockingMethodCallback(method -> CALLS.add(new BlockingOperationError(method)));
        // the database is inside this JVM: a statement is executed by the thread that subscribes, and waits there for a
        // row that is locked
        builder.allowBlockingCallsInside("org.h2.mvstore.tx.Transaction", "waitForThisToEnd");
    }

    /** They are not there any more afterwards. */
    static List<BlockingOperationError> take() {
        List<BlockingOperationError> calls = new ArrayList<>();
        for (BlockingOperationError call = CALLS.poll(); call != null; call = CALLS.poll()) {
            calls.add(call);
        }
        return calls;
    }
}
