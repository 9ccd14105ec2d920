package dev.coflow.reactor;

import dev.coflow.CancelSignal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/**
 * One body being executed: its thread, its place in the run, and its downstream.
 *
 * <p>{@link #request} and {@link #cancel} may be called by any thread. Everything the body's handle calls runs on the body's
 * thread, with the baton. {@link #grant}, {@link #execute} and {@link #canTakeBaton} are called by whoever has the baton.
 *
 * <p>{@code state} says where the body is in the life of its turns; the phase it inherits says whether an interrupt may hit its
 * thread.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class Coroutine<T> extends Resumable implements Work, Waitable, TurnTaking, Scannable {

    /** The user's code: emits through its handle, or returns a last item, or both. */
    interface Code<T> {
        @Nullable
        T run(BodyHandle<T> handle) throws Throwable;
    }

    private static final AtomicIntegerFieldUpdater<Coroutine> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Coroutine.class, "state");
    private static final AtomicIntegerFieldUpdater<Coroutine> CANCELLED =
            AtomicIntegerFieldUpdater.newUpdater(Coroutine.class, "cancelled");
    private static final AtomicLongFieldUpdater<Coroutine> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(Coroutine.class, "requested");

    /** Nothing was requested yet. */
    private static final int NEW = 0;
    /** Its turn waits in the queue of the run. */
    private static final int QUEUED = 1;
    /** It has the turn. */
    private static final int RUNNING = 2;
    /** It has the turn, and was resumed since it got it: the next suspension looks again first. */
    private static final int NOTIFIED = 3;
    /** It is suspended and not queued. */
    private static final int WAITING = 4;
    /** It has ended; resumptions that come late are ignored. */
    private static final int ENDED = 5;

    /** How many calls a body that was interrupted may make before it is told of the cancel by a signal after all. */
    private static final int MAX_CLEANUP_CALLS = 8;

    /** The bodies by their threads: an entry here takes a third of the memory of a thread-local. */
    private static final Map<Thread, Coroutine<?>> BODIES = new ConcurrentHashMap<>();

    private final CoreSubscriber<? super T> downstream;
    private final Code<T> code;
    private final Run run;
    private final Scope scope;

    private final Upstreams upstreams = new Upstreams();
    private final ThreadLocals locals;
    private ThreadLocals.@Nullable Scope openedLocals; // touched by the body's thread alone

    private volatile int state;
    private volatile int cancelled;
    private volatile long requested;
    private long emitted; // touched by the body's thread alone

    /** What the body waits for while it is suspended. */
    private volatile @Nullable Waitable waitingFor;

    /** Whether the body was told of the cancel by a signal; touched by its thread alone, as is the next. */
    private boolean signalled;

    private int cleanupCalls;

    /** Whether downstream is being signalled; touched by the body's thread alone. */
    private boolean delivering;

    /** What is being wired on the body's thread, and touched by that alone; a thread-local would take 136 bytes. */
    @Nullable
    RunMember wiring;

    /** Why no thread could be started; guarded by the baton. */
    private @Nullable Throwable startFailure;

    Coroutine(CoreSubscriber<? super T> downstream, RunMember member, Code<T> code) {
        this.downstream = downstream;
        this.code = code;
        this.run = member.run();
        this.scope = member.scope();
        this.locals = ThreadLocals.from(downstream.currentContext());
    }

    Run run() {
        return run;
    }

    CoreSubscriber<? super T> downstream() {
        return downstream;
    }

    /** The body whose thread this is, if it is one's. */
    static @Nullable Coroutine<?> current() {
        return BODIES.get(Thread.currentThread());
    }

    /** Whether the calling thread executes the user's code of a body, which plain turns of other runs must not mix with. */
    static boolean isInUserCode() {
        Coroutine<?> current = current();
        return current != null && current.mayBeInterrupted();
    }

    /** The body whose signal to downstream is on the calling thread's stack, if there is one. */
    static @Nullable Coroutine<?> delivering() {
        Coroutine<?> current = current();
        return current != null && current.delivering ? current : null;
    }

    // Signals from downstream, on any thread

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        Operators.addCap(REQUESTED, this, n);
        if (state == NEW && STATE.compareAndSet(this, NEW, QUEUED)) {
            run.submit(this);
        } else {
            resumeFor(this);
        }
    }

    @Override
    public void cancel() {
        if (!CANCELLED.compareAndSet(this, 0, 1)) {
            return;
        }
        if (STATE.compareAndSet(this, NEW, ENDED)) {
            return;
        }
        upstreams.cancelOpen(Thread.currentThread()
                == thread()); // one of them may block while it has the turn; before the body itself closes them
        if (hasTurn()) {
            interruptUserCode();
        }
        resume();
    }

    /** Whether it may execute now. What it does next when it has not, it does knowing of all that was written before the call. */
    private boolean hasTurn() {
        int s = state;
        return s == RUNNING || s == NOTIFIED;
    }

    // Resuming, on any thread

    /** Queues the body's turn if it waits for this. The condition was made true before, visibly to the body's thread. */
    void resumeFor(Waitable waitable) {
        Waitable awaited = waitingFor;
        if (awaited != null && awaited.includes(waitable)) {
            resume();
        }
    }

    private void resume() {
        for (; ; ) {
            int s = state;
            if (s == WAITING) {
                if (STATE.compareAndSet(this, WAITING, QUEUED)) {
                    run.submit(this);
                    return;
                }
            } else if (s != RUNNING || STATE.compareAndSet(this, RUNNING, NOTIFIED)) {
                return;
            }
        }
    }

    // Taking the baton; called by whoever has it

    /** Whether the body has or deserves a thread; one that was cancelled before its first turn does not. */
    boolean canTakeBaton() {
        return startFailure == null && (thread() != null || cancelled == 0);
    }

    /** Resumes or starts the body's thread; false if it could not be started, and the body must be executed as plain work. */
    boolean grant() {
        Thread target = thread();
        if (target != null) {
            hand(target);
            return true;
        }
        scope.enter();
        try {
            BodyThreads.current().start(this::runBody);
            return true;
        } catch (Throwable e) {
            scope.exit();
            startFailure = e;
            return false;
        }
    }

    /** The end of a body that never started. */
    @Override
    public void execute() {
        state = ENDED;
        if (startFailure != null && cancelled == 0) {
            downstream.onError(new IllegalStateException(
                    "a body needs a thread of its own but none could be started: run fewer bodies at a time, or on Java 21"
                            + " or later, where they are virtual",
                    startFailure));
        }
    }

    // The body's thread

    private void runBody() {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(run.contextClassLoader());
        executedBy(self);
        BODIES.put(self, this);
        run.took();
        state = RUNNING;
        T last = null;
        Throwable failure = null;
        try {
            openLocals();
            leave();
            if (cancelled == 0) { // guards against a cancel that found no thread to interrupt yet
                last = code.run(new BodyHandle<>(this));
            }
        } catch (Throwable e) {
            failure = e;
        }
        try {
            close();
            closeLocals();
            closeUpstreams();
            deliverEnd(last, failure);
        } catch (Throwable e) { // downstream broke §2.13
            Errors.drop(e, downstream.currentContext());
        }
        BODIES.remove(self);
        executedBy(null);
        state = ENDED;
        scope.exit();
        self.setContextClassLoader(before);
        run.passOn(null);
    }

    private void closeUpstreams() {
        while (!upstreams.cancelAll()) {
            suspendUntilReady(upstreams);
        }
        for (Upstream upstream : upstreams.all()) {
            suspendUntilReady(upstream.ended());
            upstream.release();
        }
    }

    private void deliverEnd(@Nullable T last, @Nullable Throwable failure) {
        if (last != null) {
            deliverLast(last);
        }
        delivering = true;
        if (cancelled == 0) {
            if (failure == null) {
                downstream.onComplete();
            } else {
                downstream.onError(failure);
            }
        } else if (failure != null) {
            Errors.dropAfterCancel(failure, downstream.currentContext());
        }
    }

    private void deliverLast(T last) {
        suspendUntil(this);
        delivering = true;
        if (cancelled == 0) {
            downstream.onNext(last);
        } else {
            Operators.onDiscard(last, downstream.currentContext());
        }
    }

    /** What the subscriber's Context has for the body's thread. */
    ThreadLocals locals() {
        return locals;
    }

    /** The user's code sees them, and what it emits to does not. */
    private void openLocals() {
        if (locals.any()) {
            openedLocals = locals.open();
        }
    }

    private void closeLocals() {
        if (openedLocals != null) {
            openedLocals.close();
            openedLocals = null;
        }
    }

    // What the handle calls

    /** Refuses a handle used after its body's end or from another thread. */
    void checkThread() {
        Thread own = thread();
        if (Thread.currentThread() != own) {
            throw new IllegalStateException(
                    own == null
                            ? "a handle is valid until its body ends but it was used after that"
                            : "a handle is valid on its body's thread but it was used on "
                                    + Thread.currentThread().getName() + ": pull or await there instead");
        }
    }

    /**
     * Throws the cancel signal if the flow was cancelled and the body was not told yet. A body that unwinds from what the interrupt
     * of the cancel made a blocking call throw was told; but a body that goes on and on after that is told again.
     */
    void checkCancelled() {
        if (cancelled != 0 && !signalled && !(unwindsFromInterrupt() && cleanupCalls++ < MAX_CLEANUP_CALLS)) {
            throw signal();
        }
    }

    /** As {@link #checkCancelled}, for calls that cleanup is made of: lets them through in doubt, too. */
    void checkCancelledForCleanup() {
        if (cancelled != 0 && !signalled && !(mayUnwindFromInterrupt() && cleanupCalls++ < MAX_CLEANUP_CALLS)) {
            throw signal();
        }
    }

    /** What the body is told of the cancel by; it is not told twice, except by {@code emit} and by pulls that were cancelled with it. */
    CancelSignal signal() {
        close();
        signalled = true;
        return new CancelSignal();
    }

    void emit(T item) {
        enter();
        if (emitted == requested && cancelled == 0) {
            suspendUntil(this);
        }
        if (cancelled != 0) {
            throw signal();
        }
        emitted++;
        closeLocals();
        delivering = true;
        try {
            downstream.onNext(item);
        } catch (Throwable e) { // downstream broke §2.13, or bubbles an error on purpose
            delivering = false;
            openLocals();
            leaveOrInterrupt();
            throw e;
        }
        delivering = false;
        openLocals();
        leaveOrUnwind();
    }

    void cooperate() {
        enter();
        STATE.set(this, QUEUED);
        long before = run.turns();
        run.submit(this);
        takeNextTurn();
        if (run.turns() == before + 1) {
            Thread.yield(); // nothing else wanted a turn: let others have the processor
        }
        leaveOrUnwind();
    }

    /** Suspends the body until something is ready; the caller has made sure that its readiness calls {@link #resumeFor}. */
    void await(Waitable waitable) {
        if (waitable.ready() && (cancelled == 0 || isClosing())) {
            return;
        }
        enter();
        suspendUntil(waitable);
        leaveOrUnwind();
    }

    /** Suspends the body until something is ready, or until a cancel that came before unwinding. */
    private void suspendUntil(Waitable waitable) {
        if (mayComeSoon()) {
            lookFor(waitable);
        }
        waitingFor = waitable;
        while (waits(waitable)) {
            suspend();
        }
        waitingFor = null;
    }

    private boolean waits(Waitable waitable) {
        return !waitable.ready() && (cancelled == 0 || isClosing());
    }

    /** Looks a moment for what is to come, with the turn, as long as nobody else wants that. */
    private void lookFor(Waitable waitable) {
        for (int look = 0; look < LOOKS; look++) {
            if (!waits(waitable)) {
                cameSoon();
                return;
            }
            if (run.hasWaitingTurns()) {
                return;
            }
            Thread.onSpinWait();
        }
        lookedInVain();
    }

    /** Suspends the body until something is ready, cancelled or not. */
    private void suspendUntilReady(Waitable waitable) {
        waitingFor = waitable;
        while (!waitable.ready()) {
            suspend();
        }
        waitingFor = null;
    }

    private void suspend() {
        if (STATE.compareAndSet(this, RUNNING, WAITING)) {
            if (!run.hasWaitingTurns()) {
                measureWait();
            }
            takeNextTurn();
        } else {
            state = RUNNING; // guards against a resumption between the look and the wait
        }
    }

    /** Gives the baton away and waits until it comes back. */
    private void takeNextTurn() {
        if (run.passOn(this)) {
            waitEnds();
        } else {
            awaitBaton();
            run.took();
        }
        state = RUNNING;
    }

    /** Whether there is demand; what a body that emits waits for. */
    @Override
    public boolean ready() {
        return emitted != requested || cancelled != 0;
    }

    // Upstreams of this body; on its thread

    /** Notes that something is open. What is opened while the body unwinds is for its cleanup: no cancel closes it. */
    void open(Upstream upstream) {
        upstreams.add(upstream, isClosing());
    }

    /** Something has ended by itself. */
    void forget(Upstream upstream) {
        upstreams.remove(upstream);
    }

    /** Cancels what is open, and returns when nothing runs on its behalf any more, whatever is cancelled meanwhile. */
    void close(Upstream upstream) {
        try {
            while (!upstreams.cancel(upstream)) {
                if (delivering) { // inside downstream's onNext it cannot wait
                    upstream.cancel();
                    break;
                }
                awaitAnyway(upstreams);
            }
        } finally {
            cancelWhatIsLeft();
        }
        awaitAnyway(upstream.ended());
        upstreams.remove(upstream);
        upstream.release();
    }

    /** As {@link #await}, cancelled or not. */
    private void awaitAnyway(Waitable waitable) {
        if (!waitable.ready()) {
            upstreams.pause(); // this may be inside a source's cancel
            cancelWhatIsLeft();
            enter();
            suspendUntilReady(waitable);
            leaveOrInterrupt();
        }
    }

    /** What a canceller has left is cancelled as that would do it: with no interrupt, and not by the user's code. */
    private void cancelWhatIsLeft() {
        if (!upstreams.isLeftToBody()) {
            return;
        }
        boolean inUserCode = mayBeInterrupted();
        if (inUserCode) {
            enter();
        }
        boolean wasInterrupted = Thread.interrupted();
        upstreams.cancelWhatIsLeft();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (inUserCode) {
            leaveOrInterrupt();
        }
    }

    /** As {@link #leave}, and makes up for the interrupt of a cancel that found our code executing. */
    private void leaveOrInterrupt() {
        leave();
        if (cancelled != 0 && !isClosing()) {
            interruptUserCode();
        }
    }

    /** As {@link #leave}, unless a cancel came meanwhile: then the body unwinds. */
    private void leaveOrUnwind() {
        leave();
        if (cancelled != 0 && !isClosing()) {
            throw signal();
        }
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.ACTUAL) {
            return downstream;
        }
        if (key == Attr.CANCELLED) {
            return cancelled != 0;
        }
        if (key == Attr.TERMINATED) {
            return state == ENDED;
        }
        if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
            return requested;
        }
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }
}
