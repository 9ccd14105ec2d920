package dev.coflow.reactor.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * What Spring Boot does by itself where WebFlux is on the class path: registers flows with the registry that Spring shares and with
 * every {@code ReactiveAdapterRegistry} that is a bean, which is WebFlux's own. Without WebFlux, call {@link FlowAdapter#register()}.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.springframework.web.reactive.config.WebFluxConfigurer")
public class FlowAutoConfiguration {

    /** For Spring. */
    public FlowAutoConfiguration() {}

    /**
     * What registers. Static, so that it is made before the beans it is for.
     *
     * @return a post-processor
     */
    @Bean
    static FlowAdapterRegistrar flowAdapterRegistrar() {
        FlowAdapter.register();
        return new FlowAdapterRegistrar();
    }
}
