package dev.coflow.examples.spring;

/** What a cash desk gives for money. */
record Payment(String number) {}
