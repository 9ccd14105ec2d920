package dev.coflow.examples.spring;

import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Names each request in the log. What the Context says is in the MDC wherever a body or a stage function runs. */
@Configuration(proxyBeanMethods = false)
class RequestNames {

    static final String KEY = "request";

    RequestNames() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        KEY, () -> MDC.get(KEY), name -> MDC.put(KEY, name), () -> MDC.remove(KEY));
    }

    @Bean
    WebFilter requestName() {
        return (exchange, chain) -> {
            String header = exchange.getRequest().getHeaders().getFirst("X-Request-Id");
            String name = header == null ? exchange.getRequest().getId() : header;
            return chain.filter(exchange).contextWrite(context -> context.put(KEY, name));
        };
    }
}
