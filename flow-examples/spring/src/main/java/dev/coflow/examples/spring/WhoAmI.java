package dev.coflow.examples.spring;

import dev.coflow.reactor.ReactorFlow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a body knows of its request: the user from the Context, its name from a thread-local, before and after it was suspended. */
@RestController
class WhoAmI {

    private static final Logger LOG = LoggerFactory.getLogger(WhoAmI.class);

    private final StockRoom stock;

    WhoAmI(StockRoom stock) {
        this.stock = stock;
    }

    record Answer(
            @Nullable String user,
            @Nullable String request,
            @Nullable String afterAwait) {}

    @GetMapping("/whoami")
    Mono<Answer> whoAmI() {
        return ReactorFlow.mono(turn -> {
            String request = MDC.get(RequestNames.KEY);
            String user = turn.await(ReactiveSecurityContextHolder.getContext()
                    .mapNotNull(SecurityContext::getAuthentication)
                    .mapNotNull(Authentication::getName));
            turn.awaitEnd(stock.of("lamp"));
            LOG.info("{} asks", user);
            return new Answer(user, request, MDC.get(RequestNames.KEY));
        });
    }
}
