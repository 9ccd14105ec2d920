package dev.coflow.reactor.spring;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/**
 * Registers {@link Flow} with Spring as a reactive type of any number of items.
 *
 * <p>Without it Spring takes a flow for some {@code Publisher}. That is enough for what a controller returns; where Spring has to make a
 * flow, for a {@code @RequestBody Flow<T>} or around a {@code @Transactional} method that returns one, it would make a {@code Flux}
 * instead, which ends in a {@code ClassCastException} or an error of the arguments.
 *
 * <p>Spring asks two registries: the one that all of it shares, and that of WebFlux, a bean.
 */
public final class FlowAdapter {

    private FlowAdapter() {}

    /**
     * Registers flows with the registry that transactions, method security, Spring MVC and clients of HTTP interfaces share. That lasts
     * as long as the class loader of Spring does. Without effect when repeated.
     */
    public static void register() {
        register(ReactiveAdapterRegistry.getSharedInstance());
    }

    /**
     * Registers flows with another registry, for example the bean {@code webFluxAdapterRegistry}. Without effect when repeated; threads
     * may do so at the same time.
     *
     * @param registry the registry
     */
    public static void register(ReactiveAdapterRegistry registry) {
        // guards against two applications that start at the same time in one JVM
        synchronized (registry) {
            if (!knowsFlow(registry)) {
                registry.registerReactiveType(
                        ReactiveTypeDescriptor.multiValue(Flow.class, Flow::empty),
                        flow -> ReactorFlow.toFlux((Flow<?>) flow),
                        Flow::from);
            }
        }
    }

    /** Whether more is known of it than that it is a publisher. */
    private static boolean knowsFlow(ReactiveAdapterRegistry registry) {
        ReactiveAdapter adapter = registry.getAdapter(Flow.class);
        return adapter != null && adapter.getReactiveType() == Flow.class;
    }
}
