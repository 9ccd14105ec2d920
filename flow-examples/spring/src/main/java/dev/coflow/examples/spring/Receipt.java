package dev.coflow.examples.spring;

/** An order that is paid. */
record Receipt(String item, int amount, String payment) {}
