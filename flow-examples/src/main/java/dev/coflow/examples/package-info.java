/**
 * One small program per idea, and a tour that runs them all.
 *
 * <ul>
 *   <li>{@link dev.coflow.examples.Tour}: the main class; runs all examples, or one by name.
 *   <li>{@link dev.coflow.examples.Examples}: the table of contents, in teaching order.
 *   <li>{@link dev.coflow.examples.Example}: a name, a heading and a program that prints.
 *   <li>Every other class is one example, or its data.
 * </ul>
 *
 * <p>Many of them are the examples of Twisted's flow module (2003) and print what it printed.
 */
@NullMarked
package dev.coflow.examples;

import org.jspecify.annotations.NullMarked;
