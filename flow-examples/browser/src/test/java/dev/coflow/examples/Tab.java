package dev.coflow.examples;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;

/** A tab with the page of random numbers. */
final class Tab {

    /** A build's artifacts. */
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Page page;

    private Tab(Page page) {
        this.page = page;
    }

    /** Returns when the page has begun: when it ends is what is tested. */
    static Tab open(BrowserContext window, String url) {
        Page page = window.newPage();
        page.navigate(url, new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return new Tab(page);
    }

    /** Shows the events in a list below the page's numbers, which goes on loading. */
    void listen(String url) {
        page.waitForSelector("ul");
        page.evaluate("""
                url => {
                    const events = document.body.appendChild(document.createElement("ol"));
                    new EventSource(url).onmessage = event => {
                        events.appendChild(document.createElement("li")).textContent = event.data;
                    };
                }
                """, url);
    }

    int count(String items) {
        return page.locator(items).count();
    }

    /** Waits until there are more of them than there are now. The browser looks whenever it is about to draw a frame. */
    void growsBy(String items) {
        page.waitForFunction(
                "([items, before]) => document.querySelectorAll(items).length > before",
                new Object[] {items, count(items)});
    }

    boolean isLoading() {
        return "loading".equals(page.evaluate("document.readyState"));
    }

    void waitForEnd() {
        page.waitForLoadState();
    }

    /** What there is to see: the whole page, however long. */
    byte[] picture(String name) {
        return page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    void close() {
        page.close();
    }
}
