/**
 * Flow beside its peers. A class is a case, and a method of it one way to write that: {@code flow} and what begins with it is ours, {@code
 * reactor} is plain Reactor, which the others are given as ratios to.
 */
@NullMarked
package dev.coflow.benchmarks;

import org.jspecify.annotations.NullMarked;
