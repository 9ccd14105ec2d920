package dev.coflow.benchmarks;

import dev.coflow.Flow;
import dev.coflow.Turn;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a body does when the cancel comes. */
public enum CancelledBody {
    /** It awaits what never comes. */
    SUSPENDED {
        @Override
        void waits(Turn turn, Waiting waiting) {
            turn.await(waiting.never());
        }

        @Override
        Publisher<?> ofReactor(Waiting waiting) {
            return waiting.never().doFinally(signal -> waiting.unwound());
        }

        @Override
        Publisher<?> ofKotlin(Waiting waiting) {
            return KotlinPeers.INSTANCE.awaiting(waiting);
        }
    },

    /** It sleeps. */
    SLEEPING {
        @Override
        void waits(Turn turn, Waiting waiting) throws InterruptedException {
            waiting.sleep();
        }

        @Override
        Publisher<?> ofReactor(Waiting waiting) {
            return Mono.fromCallable(() -> {
                        try {
                            return waiting.sleep();
                        } catch (InterruptedException e) {
                            return 0; // else Reactor writes it to a log, which is not what is measured
                        } finally {
                            waiting.unwound();
                        }
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @Override
        Publisher<?> ofKotlin(Waiting waiting) {
            return KotlinPeers.INSTANCE.sleeping(waiting);
        }
    };

    final Publisher<?> ofFlow(Waiting waiting) {
        return Flow.run(turn -> {
            try {
                waits(turn, waiting);
            } finally {
                waiting.unwound();
            }
        });
    }

    abstract void waits(Turn turn, Waiting waiting) throws InterruptedException;

    abstract Publisher<?> ofReactor(Waiting waiting);

    abstract Publisher<?> ofKotlin(Waiting waiting);
}
