package dev.coflow.reactor;

import reactor.util.context.Context;

/** The subscriber that a run belongs to, as far as the stages under test ask. */
record Member(Run run, Scope scope) implements RunMember {

    Member() {
        this(new Run(Context.empty()), new Scope(null));
    }
}
