package dev.coflow.reactor.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for a program that needs limits of its own. It is the JVM that runs the tests, with the same class path. */
final class ChildJvm {

    private static final int LIMIT_SECONDS = 300;

    private ChildJvm() {}

    /** Whether {@link #inAddressSpace} can be had. */
    static boolean canLimitAddressSpace() {
        try {
            return System.getProperty("os.name").startsWith("Linux")
                    && new ProcessBuilder("bash", "-c", "ulimit -v 100000000")
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Runs a program to its end and returns what it printed; one that does not exit with 0 in time is an error that shows that. */
    static String run(Class<?> program, String... options) {
        return run(command(program, options));
    }

    /** As {@link #run(Class, String...)}, in a process that gets no more address space than this: neither heap nor stacks. */
    static String inAddressSpace(int megabytes, Class<?> program, String... options) {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "ulimit -v " + megabytes * 1024L + "; MALLOC_ARENA_MAX=1 exec \"$@\"", "bash"));
        command.addAll(command(program, options));
        return run(command);
    }

    private static List<String> command(Class<?> program, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return command;
    }

    private static String run(List<String> command) {
        try {
            Path output = Files.createTempFile("flow-test", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            String printed = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        (ended ? "exit code " + process.exitValue() : "no end after " + LIMIT_SECONDS + " s") + " of "
                                + command + ":\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting for a child process", e);
    }
}
