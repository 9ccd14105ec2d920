package dev.coflow.examples.spring;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Something the shop does not do. */
@ResponseStatus(HttpStatus.CONFLICT)
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refused(String reason) {
        super(reason);
    }
}
