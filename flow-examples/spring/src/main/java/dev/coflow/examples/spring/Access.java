package dev.coflow.examples.spring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class Access {

    @Bean
    SecurityWebFilterChain filters(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(Customizer.withDefaults())
                .authorizeExchange(requests -> requests.pathMatchers("/staff", "/whoami")
                        .authenticated()
                        .anyExchange()
                        .permitAll())
                .build();
    }

    /** An example's users, with their names as passwords. */
    @Bean
    MapReactiveUserDetailsService users() {
        return new MapReactiveUserDetailsService(
                User.withUsername("clerk")
                        .password("{noop}clerk")
                        .roles("CLERK")
                        .build(),
                User.withUsername("manager")
                        .password("{noop}manager")
                        .roles("MANAGER")
                        .build());
    }
}
