package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/**
 * Heavy work need not be alone: it gives its turn away every now and then, and the ticker beside it lives on. Both share a
 * plain field, because only one of them has the turn at any moment.
 */
final class Primes {

    private static final int LIMIT = 50_000;
    private static final int CHUNK = 10_000;

    private boolean counting = true;

    Flow<String> primes() {
        return Flow.generate(out -> {
            int found = 0;
            for (int n = 2; n <= LIMIT; n++) {
                if (isPrime(n)) {
                    found++;
                }
                if (n % CHUNK == 0) {
                    out.emit(found + " primes up to " + n);
                    out.cooperate();
                }
            }
            counting = false;
        });
    }

    Flow<String> ticker() {
        return Flow.generate(out -> {
            for (int i = 1; counting; i++) {
                out.emit("tick " + i);
                out.cooperate();
            }
        });
    }

    private static boolean isPrime(int n) {
        for (int divisor = 2; divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    static void run(PrintStream out) {
        Primes example = new Primes();
        Flow.merge(example.primes(), example.ticker()).toList().forEach(out::println);
    }
}
