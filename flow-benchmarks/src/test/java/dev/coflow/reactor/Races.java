package dev.coflow.reactor;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.vm.VMSupport;

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
        JCStress jcstress = new InTheUsualJvm(options);
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

    /** Without the biased locking that Java 17 can still be told to use: it would run everything twice, and no race takes a monitor. */
    private static final class InTheUsualJvm extends JCStress {
        InTheUsualJvm(Options options) {
            super(options);
        }

        @Override
        public SortedSet<String> getTests() { // asked for once it is known how JVMs can be started
            VMSupport.getAvailableVMConfigs().removeIf(jvm -> jvm.args().contains("-XX:+UseBiasedLocking"));
            return super.getTests();
        }
    }
}
