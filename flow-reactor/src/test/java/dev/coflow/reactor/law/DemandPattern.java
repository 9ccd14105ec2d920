package dev.coflow.reactor.law;

import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;

/** Ways to ask for a number of items. */
enum DemandPattern {
    ONE_BY_ONE {
        @Override
        void ask(Receiver receiver) {
            for (int i = 1; i <= TOTAL; i++) {
                receiver.ask(1);
                receiver.awaitItems(i);
            }
        }
    },
    A_FEW_AT_A_TIME {
        @Override
        void ask(Receiver receiver) {
            int few = TOTAL / 4;
            for (int i = few; i <= TOTAL; i += few) {
                receiver.ask(few);
                receiver.awaitItems(i);
            }
        }
    },
    FROM_INSIDE_ON_NEXT {
        @Override
        void ask(Receiver receiver) {
            receiver.ask(1);
        }

        @Override
        void received(Receiver receiver) {
            receiver.askForTheRest(1);
        }
    },
    FROM_ANOTHER_THREAD {
        @Override
        void ask(Receiver receiver) {
            Schedulers.parallel().schedule(() -> receiver.ask(TOTAL));
        }
    },
    FROM_MANY_THREADS {
        @Override
        void ask(Receiver receiver) {
            for (int i = 0; i < TOTAL; i++) {
                Schedulers.parallel().schedule(() -> receiver.ask(1));
            }
        }
    },
    /** Another thread asks, and onNext returns when it has. */
    WHILE_IT_EMITS {
        @Override
        void ask(Receiver receiver) {
            receiver.ask(1);
        }

        @Override
        void received(Receiver receiver) {
            int before = receiver.asked.get();
            if (before < TOTAL) {
                new Thread(() -> receiver.askForTheRest(1)).start();
                while (receiver.answered.get() <= before) {
                    receiver.asked.get(); // spins where BlockHound lets it
                }
            }
        }
    },
    /** And cancels at the last. */
    WITHOUT_BOUND {
        @Override
        void ask(Receiver receiver) {
            receiver.ask(Integer.MAX_VALUE);
        }

        @Override
        void received(Receiver receiver) {
            if (receiver.items.get() == TOTAL) {
                receiver.cancel();
            }
        }
    };

    static final int TOTAL = 48;

    /** Asks for the items, or begins to. */
    abstract void ask(Receiver receiver);

    /** Called in {@code onNext}. */
    void received(Receiver receiver) {
        // most ask from elsewhere
    }

    Receiver receiver(Production production, int ahead) {
        return new Receiver(this, production, ahead);
    }

    /** Tells what is produced how much that may be, before it requests. */
    static final class Receiver extends BaseSubscriber<Object> {
        final AtomicInteger items = new AtomicInteger();
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger answered = new AtomicInteger();
        private final DemandPattern pattern;
        private final Production production;
        private final int ahead;

        Receiver(DemandPattern pattern, Production production, int ahead) {
            this.pattern = pattern;
            this.production = production;
            this.ahead = ahead;
        }

        void ask(int n) {
            int sum = asked.addAndGet(n);
            production.allow(n == Integer.MAX_VALUE ? n : sum + ahead);
            request(n == Integer.MAX_VALUE ? Long.MAX_VALUE : n);
            answered.accumulateAndGet(sum, Math::max); // whoever asked before may come later
        }

        void askForTheRest(int n) {
            if (asked.get() < TOTAL) {
                ask(n);
            }
        }

        void awaitItems(int count) {
            Until.isTrue(() -> items.get() == count);
        }

        @Override
        protected void hookOnSubscribe(Subscription s) {
            // requested by the pattern
        }

        @Override
        protected void hookOnNext(Object item) {
            items.incrementAndGet();
            pattern.received(this);
        }
    }
}
