package dev.coflow.reactor;

/** Interruptible code as its users drive it. */
final class Code extends Interruptible {}
