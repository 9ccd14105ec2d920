package dev.coflow.benchmarks;

import java.nio.file.Path;

/** Where the results of this JDK are kept. */
record ResultFiles(Path directory, int jdk) {

    ResultFiles(Path results, Form form) {
        this(results.resolve(form.label()), Runtime.version().feature());
    }

    /** Of all cases. */
    Path times() {
        return directory.resolve(jdk + ".json");
    }

    Path timesOfSome() {
        return directory.resolve(jdk + "-some.json");
    }

    Path longestRuns() {
        return directory.resolve(jdk + "-runs.json");
    }

    Path footprint() {
        return directory.resolve(jdk + "-footprint.json");
    }

    /** Which version of the sources all of these are of. */
    Path revision() {
        return directory.resolve(jdk + "-revision.txt");
    }
}
