package dev.coflow.examples.spring;

import dev.coflow.Flow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An endless stream of events. When the client goes away, the body unwinds. */
@RestController
class Ticks {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicInteger listeners = new AtomicInteger();

    @GetMapping(path = "/ticks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flow<Integer> ticks() {
        return Flow.generate(out -> {
            listeners.incrementAndGet();
            try {
                for (int tick = 1; ; tick++) {
                    out.emit(tick);
                    out.cooperate(PAUSE);
                }
            } finally {
                listeners.decrementAndGet();
            }
        });
    }

    @GetMapping("/ticks/listeners")
    int listeners() {
        return listeners.get();
    }
}
