package dev.coflow.reactor.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads of bodies that have begun and not ended, whichever engine they are on, and whichever run they belong to. */
final class LiveBodies {

    static final String PREFIX = "flow-";

    /** How a dump of all threads announces one of ours that is virtual. */
    private static final Pattern VIRTUAL = Pattern.compile("#(\\d+) \"" + PREFIX + "\\d+\" virtual");

    private LiveBodies() {}

    /** Their stacks, by the thread's id. */
    static Map<Long, String> stacks() {
        Map<Long, String> stacks = new TreeMap<>();
        onPlatformThreads(stacks);
        if (Runtime.version().feature() >= 21) {
            onVirtualThreads(stacks);
        }
        return stacks;
    }

    @SuppressWarnings("deprecation") // Thread.threadId() came with 19
    private static void onPlatformThreads(Map<Long, String> stacks) {
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().startsWith(PREFIX) && !isIdle(frames)) {
                stacks.put(thread.getId(), thread.getName() + frames(frames));
            }
        });
    }

    /** In the pool, without anything to run; a thread without a frame has not begun or has ended. */
    private static boolean isIdle(StackTraceElement[] frames) {
        return Arrays.stream(frames).anyMatch(frame -> frame.getMethodName().equals("awaitNext"));
    }

    private static String frames(StackTraceElement[] frames) {
        return Stream.of(frames).map(frame -> "\n    at " + frame).collect(Collectors.joining());
    }

    /** {@code Thread.getAllStackTraces()} does not list them, a dump of the JVM does. */
    private static void onVirtualThreads(Map<Long, String> stacks) {
        for (String thread : dump().split("\n\n")) {
            Matcher matcher = VIRTUAL.matcher(thread);
            if (matcher.find()) {
                stacks.put(Long.valueOf(matcher.group(1)), thread.strip());
            }
        }
    }

    /** {@code HotSpotDiagnosticMXBean.dumpThreads(file, TEXT_PLAIN)}, for a Java 17 compiler. */
    private static String dump() {
        try {
            Path directory = Files.createTempDirectory("flow-test");
            Path file = directory.resolve("threads.txt");
            Class<? extends PlatformManagedObject> type =
                    Class.forName("com.sun.management.HotSpotDiagnosticMXBean").asSubclass(PlatformManagedObject.class);
            Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
            type.getMethod("dumpThreads", String.class, format)
                    .invoke(
                            ManagementFactory.getPlatformMXBean(type),
                            file.toString(),
                            format.getField("TEXT_PLAIN").get(null));
            String dump = Files.readString(file);
            Files.delete(file);
            Files.delete(directory);
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has virtual threads and cannot list them", e);
        }
    }
}
