package dev.coflow.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the shop on 127.0.0.1:8080, with a database in memory. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {

    /**
     * Starts it.
     *
     * @param args what Spring Boot takes, for example {@code --server.port=0}
     */
    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}
