package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.Pull;
import java.util.Optional;

/** A body that reads whichever of two pulls is ready. */
public class SelectTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.generate(out -> {
            Pull<Long> left = out.pull(body(half(size)), 2);
            Pull<Long> right = out.pull(plain(size - half(size)), 2);
            Optional<Pull<?>> ready = out.select(left, right);
            while (ready.isPresent()) {
                out.emit((ready.get() == left ? left : right).next());
                ready = out.select(left, right);
            }
        });
    }
}
