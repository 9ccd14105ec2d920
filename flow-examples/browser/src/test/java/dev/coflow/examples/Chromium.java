package dev.coflow.examples;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.util.List;
import java.util.Map;

/** The browser that is installed here, without a window. It is for one thread, as Playwright is. */
final class Chromium implements AutoCloseable {

    /** It serves no one else, and asks nobody but the page's server for anything. */
    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final double LIMIT = 50_000; // milliseconds, less than a test's

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        LaunchOptions launch = new LaunchOptions()
                .setExecutablePath(BrowserLookup.find())
                .setArgs(ARGUMENTS)
                .setTimeout(LIMIT);
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(launch);
    }

    /** A window, whose pages are its tabs. */
    BrowserContext window() {
        BrowserContext window = browser.newContext();
        window.setDefaultTimeout(LIMIT);
        return window;
    }

    /** Ends the browser, too. */
    @Override
    public void close() {
        playwright.close();
    }
}
