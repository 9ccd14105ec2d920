package dev.coflow.examples.spring;

/** What came of an item. */
record Delivery(String item, int pieces) {}
