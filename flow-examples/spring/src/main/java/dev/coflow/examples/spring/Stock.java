package dev.coflow.examples.spring;

/** What there is of an item. */
record Stock(String item, int pieces) {}
