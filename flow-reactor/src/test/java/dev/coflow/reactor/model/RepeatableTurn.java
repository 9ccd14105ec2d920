package dev.coflow.reactor.model;

/** Work that waits in the queue at most once; asked for while it executes, it looks again before it gives the turn up. */
abstract class RepeatableTurn {

    final Turns turns;
    private boolean queued;
    private boolean serving;
    private boolean again;

    RepeatableTurn(Turns turns) {
        this.turns = turns;
    }

    final void queue() {
        if (serving && !queued) {
            again = true;
        } else {
            queueBehind();
        }
    }

    final void queueBehind() {
        if (!queued) {
            queued = true;
            turns.add(this::execute);
        }
    }

    private void execute() {
        queued = false;
        serving = true;
        do {
            again = false;
            serve();
        } while (again && !queued);
        serving = false;
    }

    abstract void serve();
}
