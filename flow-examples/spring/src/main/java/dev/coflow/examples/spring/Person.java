package dev.coflow.examples.spring;

import org.jspecify.annotations.Nullable;

/** Somebody of the staff; the pay is left out where it must not be seen. */
record Person(String name, @Nullable Integer pay) {

    Person withoutPay() {
        return new Person(name, null);
    }
}
