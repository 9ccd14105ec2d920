package dev.coflow.reactor;

import dev.coflow.Pull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Several pulls that a body waits for at once. Read by the body's thread. */
record Selection(List<PullSubscriber<?>> pulls) implements Waitable {

    static Selection of(Coroutine<?> coroutine, Pull<?>... pulls) {
        if (pulls.length == 0) {
            throw new IllegalArgumentException("at least one pull to select from required but there was none");
        }
        List<PullSubscriber<?>> own = new ArrayList<>();
        for (Pull<?> pull : pulls) {
            if (!(Objects.requireNonNull(pull, "pulls") instanceof PullSubscriber<?> subscriber)
                    || !subscriber.isReadBy(coroutine)) {
                throw new IllegalArgumentException(
                        "a pull that this body has opened is required but another's was given: pull its source here");
            }
            own.add(subscriber);
        }
        return new Selection(own);
    }

    /** The next one in the order of the arguments, after the given one, that has an item or an error to read. */
    @Nullable
    PullSubscriber<?> firstReadyAfter(@Nullable PullSubscriber<?> last) {
        return firstAfter(last, PullSubscriber::hasItemOrError);
    }

    /** Whether the next one, ended ones aside, has nothing to read: it may be a body whose turn is queued. */
    boolean passesOverAfter(@Nullable PullSubscriber<?> last) {
        PullSubscriber<?> next = firstAfter(last, pull -> !pull.isOver());
        return next != null && !next.hasItemOrError();
    }

    private @Nullable PullSubscriber<?> firstAfter(
            @Nullable PullSubscriber<?> last, Predicate<PullSubscriber<?>> condition) {
        int start = pulls.indexOf(last) + 1;
        for (int i = 0; i < pulls.size(); i++) {
            PullSubscriber<?> pull = pulls.get((start + i) % pulls.size());
            if (condition.test(pull)) {
                return pull;
            }
        }
        return null;
    }

    boolean hasEnded() {
        return pulls.stream().allMatch(PullSubscriber::isOver);
    }

    /** Whether one was cancelled together with its body, so that neither an item nor an end will come. */
    boolean isCancelled() {
        return pulls.stream().anyMatch(pull -> !pull.isOver() && pull.isCancelled());
    }

    @Override
    public boolean ready() {
        return hasEnded() || pulls.stream().anyMatch(pull -> !pull.isOver() && pull.ready());
    }

    @Override
    public boolean includes(Waitable other) {
        return pulls.stream().anyMatch(pull -> pull == other);
    }
}
