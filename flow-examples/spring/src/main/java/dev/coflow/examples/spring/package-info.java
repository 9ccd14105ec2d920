/**
 * A small shop on Spring WebFlux: {@link dev.coflow.examples.spring.ShopApplication} starts it. Controllers return and take flows, services
 * are bodies in transactions, a report has stages that depend on who asks.
 */
@NullMarked
package dev.coflow.examples.spring;

import org.jspecify.annotations.NullMarked;
