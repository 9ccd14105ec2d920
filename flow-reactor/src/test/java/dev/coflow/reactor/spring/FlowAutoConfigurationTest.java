package dev.coflow.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;

class FlowAutoConfigurationTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FlowAutoConfiguration.class));

    /** As in a new JVM: what is shared outlives a test. */
    @BeforeEach
    void shareAnew() {
        ReflectionTestUtils.setField(ReactiveAdapterRegistry.class, "sharedInstance", null);
    }

    @Test
    void springBootFindsIt() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(FlowAutoConfiguration.class.getName());
    }

    @Test
    void webFluxKnowsFlow() {
        application
                .withUserConfiguration(WebFlux.class)
                .run(context -> assertThat(context.getBean("webFluxAdapterRegistry", ReactiveAdapterRegistry.class))
                        .isNotSameAs(ReactiveAdapterRegistry.getSharedInstance())
                        .satisfies(FlowAutoConfigurationTest::knowsFlow));
    }

    @Test
    void whatSpringSharesKnowsFlow() {
        application.run(context -> knowsFlow(ReactiveAdapterRegistry.getSharedInstance()));
    }

    @Test
    void withoutWebFluxItDoesNothing() {
        application
                .withClassLoader(new FilteredClassLoader(WebFluxConfigurer.class))
                .withBean(ReactiveAdapterRegistry.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(FlowAdapterRegistrar.class)
                        .getBean(ReactiveAdapterRegistry.class)
                        .satisfies(registry -> assertThat(registry.getAdapter(Flow.class))
                                .extracting(ReactiveAdapter::getReactiveType)
                                .isNotEqualTo(Flow.class)));
    }

    private static void knowsFlow(ReactiveAdapterRegistry registry) {
        assertThat(registry.getAdapter(Flow.class))
                .extracting(ReactiveAdapter::getReactiveType)
                .isEqualTo(Flow.class);
    }

    @Configuration
    @EnableWebFlux
    static class WebFlux {}
}
