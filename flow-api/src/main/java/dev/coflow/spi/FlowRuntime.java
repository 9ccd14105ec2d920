package dev.coflow.spi;

import dev.coflow.stage.Stage;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * Executes descriptions. One implementation is found with {@link ServiceLoader} through the class loader of this interface;
 * {@code flow-reactor} provides it for Project Reactor.
 *
 * <p>Implementations are thread-safe.
 */
public interface FlowRuntime {

    /**
     * Turns a description into a publisher. Nothing runs until it is subscribed; every subscription is an independent run.
     *
     * @param <T> the items
     * @param stage the description
     * @return the publisher
     */
    <T> Publisher<T> lower(Stage<T> stage);

    /**
     * Subscribes to a description and returns its items as a stream that blocks while it is read; closing it cancels.
     *
     * @param <T> the items
     * @param stage the description
     * @return the items; values come before the error that follows them, which is thrown unchanged
     */
    <T> Stream<T> toStream(Stage<T> stage);

    /**
     * The runtime of this application; found once.
     *
     * @return the first implementation found
     * @throws IllegalStateException if there is none; the message names the dependency to add
     */
    static FlowRuntime current() {
        return RuntimeLookup.current();
    }
}
