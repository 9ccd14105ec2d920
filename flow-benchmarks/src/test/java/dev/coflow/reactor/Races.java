package dev.coflow.reactor;

import java.util.HashSet;
import java.util.Set;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress with the arguments of its own main class. That fails when an outcome is forbidden, but takes it for a success when a
 * test could not be run, as with a class missing, or when there was none to run: here these fail, too.
 */
public final class Races {

    private Races() {}

    /** Throws if a race was lost. */
    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress does not know these arguments");
        }
        JCStress jcstress = new JCStress(options);
        jcstress.run();
        Set<String> missing = new HashSet<>(jcstress.getTests());
        missing.removeAll(run(options.getResultFile()));
        if (missing.size() > 0 || jcstress.getTests().isEmpty()) {
            throw new AssertionError("these races were not run: " + missing);
        }
    }

    private static Set<String> run(String resultFile) throws Exception {
        InProcessCollector results = new InProcessCollector();
        DiskReadCollector file = new DiskReadCollector(resultFile, results);
        file.dump();
        file.close();
        Set<String> run = new HashSet<>();
        for (TestResult result : results.getTestResults()) {
            if (result.status() == Status.NORMAL) {
                run.add(result.getName());
            }
        }
        return run;
    }
}
