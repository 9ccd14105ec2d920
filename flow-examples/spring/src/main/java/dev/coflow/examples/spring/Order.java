package dev.coflow.examples.spring;

/** What somebody wants of an item. */
record Order(String item, int amount) {}
