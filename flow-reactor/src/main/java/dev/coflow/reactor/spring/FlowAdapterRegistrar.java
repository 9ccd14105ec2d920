package dev.coflow.reactor.spring;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.ReactiveAdapterRegistry;

/** Registers flows with a registry that is a bean, before another bean can ask it. */
final class FlowAdapterRegistrar implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof ReactiveAdapterRegistry registry) {
            FlowAdapter.register(registry);
        }
        return bean;
    }
}
