package dev.coflow.reactor;

import org.reactivestreams.Subscription;

/**
 * The subscription of a stage that takes a turn by itself when it is asked for items: {@code request} needs none, and comes from any
 * thread.
 */
interface TurnTaking extends Subscription {}
