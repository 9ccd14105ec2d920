package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.coflow.Flow;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

/** What a person sees who opens the page of random numbers in two tabs. */
class RandomPageBrowserTest {

    private static final int ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private static Chromium chromium;

    private final AtomicInteger bodies = new AtomicInteger();
    private final BrowserContext window = chromium.window();

    private DisposableServer server;

    @BeforeAll
    static void startTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stopTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void stop() {
        window.close();
        server.disposeNow();
    }

    @Test
    void twoTabsGrowAtTheSameTime() {
        serve(numbersWithoutEnd());
        Tab one = open();
        Tab other = open();

        for (int round = 0; round < ROUNDS; round++) {
            one.growsBy("ul li");
            other.growsBy("ul li");
        }
        assertThat(one.isLoading()).isTrue();
        assertThat(other.isLoading()).isTrue();
    }

    @Test
    void theGrowthIsDrawn() {
        serve(numbersWithoutEnd());
        Tab one = open();
        Tab other = open();
        one.growsBy("ul li");
        other.growsBy("ul li");
        byte[] oneBefore = one.picture("page-one");
        byte[] otherBefore = other.picture("page-other");

        one.growsBy("ul li");
        other.growsBy("ul li");
        assertThat(one.picture("page-one")).isNotEqualTo(oneBefore);
        assertThat(other.picture("page-other")).isNotEqualTo(otherBefore);
    }

    @Test
    void theEventsOfTwoTabsComeAtTheSameTimeAsTheirPages() {
        serve(numbersWithoutEnd());
        Tab one = open();
        Tab other = open();
        one.listen(url() + "events");
        other.listen(url() + "events");

        for (int round = 0; round < ROUNDS; round++) {
            one.growsBy("ol li");
            other.growsBy("ol li");
            one.growsBy("ul li");
            other.growsBy("ul li");
        }
        one.picture("events-one");
        other.picture("events-other");
    }

    @Test
    void thePageEndsWithItsNumbers() {
        serve(RandomPage.numbers(Random::new, 5, Duration.ofMillis(20)));
        Tab one = open();
        Tab other = open();
        one.waitForEnd();
        other.waitForEnd();

        assertThat(one.count("ul li")).isEqualTo(5);
        assertThat(other.count("ul li")).isEqualTo(5);
    }

    @Test
    void aTabThatIsClosedEndsItsBodyAlone() {
        serve(numbersWithoutEnd());
        Tab one = open();
        Tab other = open();
        one.growsBy("ul li");
        other.growsBy("ul li");
        assertThat(bodies).hasValue(2);

        one.close();
        Awaitility.await()
                .atMost(LIMIT)
                .untilAtomic(bodies, count -> assertThat(count).isEqualTo(1));
        other.growsBy("ul li");
    }

    /** They would need minutes, longer than a test may take. */
    private Flow<Integer> numbersWithoutEnd() {
        Flow<Integer> numbers = RandomPage.numbers(Random::new, 1_000, Duration.ofMillis(500));
        return Flow.generate(out -> {
            bodies.incrementAndGet();
            try {
                out.emitAll(numbers);
            } finally {
                bodies.decrementAndGet();
            }
        });
    }

    private void serve(Flow<Integer> numbers) {
        server = RandomPage.server(numbers).host("127.0.0.1").port(0).bindNow();
    }

    private Tab open() {
        return Tab.open(window, url());
    }

    private String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }
}
