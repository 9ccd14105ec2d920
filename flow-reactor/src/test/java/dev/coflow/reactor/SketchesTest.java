package dev.coflow.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * What users write compiles in their builds, under all lints and without a warning, and does what it says. The code is the
 * resource {@code sketches/user/Sketches.java}.
 */
class SketchesTest {

    private static final String USERS_CODE = "/sketches/user/Sketches.java";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path output;

    private static List<Diagnostic<? extends JavaFileObject>> diagnostics;
    private static URLClassLoader loader;

    @BeforeAll
    static void compileTheUsersCode() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        URI code = Objects.requireNonNull(SketchesTest.class.getResource(USERS_CODE))
                .toURI();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(collector, null, null)) {
            compiler.getTask(
                            Writer.nullWriter(),
                            files,
                            collector,
                            List.of(
                                    "-Xlint:all",
                                    "-Werror",
                                    "--release",
                                    "17",
                                    "-d",
                                    output.toString(),
                                    "-cp",
                                    classPath()),
                            null,
                            files.getJavaFileObjects(Path.of(code)))
                    .call();
        }
        diagnostics = collector.getDiagnostics();
        loader = new URLClassLoader(new URL[] {output.toUri().toURL()}, SketchesTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    /** What a user of flow-reactor has on the class path, and nothing more. */
    private static String classPath() {
        return Stream.of(Flow.class, ReactorFlow.class, Flux.class, Publisher.class, NullMarked.class)
                .map(SketchesTest::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void compileWithoutADiagnosticUnderAllLints() {
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            asyncAndAwait                | [Order[id=42-receipt, isPaid=true]]
            anErrorArrivesUnwrapped      | [out of stock]
            awaitsAFuture                | [3]
            awaitsWhatMayBeAbsent        | [none]
            blocks                       | [deleted]
            blocksInAMethod              | [7]
            consumer                     | [3, 1]
            cooperates                   | [immediate, delayed]
            trapsInTheBody               | [line, trapped]
            trapsAnAwait                 | [late]
            emitsAll                     | [2, 1, 0.5]
            pollsWhatIsReady             | [ready 1, then 2]
            namesItsTypeBeforeAChain     | [item 1]
            bodyAsAMethod                | [5]
            taskAsAMethod                | [42]
            runs                         | []
            seesTheContext               | [Wendy]
            stackless                    | [3, 2, 1]
            stacklessLambda              | [one, two]
            futures                      | [1]
            callables                    | [CALLED]
            streams                      | [2]
            threaded                     | [3, 2, 1]
            threadedStream               | [first, second]
            errors                       | [given]
            freshErrors                  | [fresh]
            errorsOfASupplier            | [made]
            emptyFlow                    | []
            publishers                   | [1, 2, 3]
            merges                       | [a, 1, b, 2, c]
            mergesGenericTypes           | [{one=[1]}, {two=[2]}]
            mergesAList                  | [1, 2, 2, 1]
            ofGenericTypes               | [[a], [b]]
            zips                         | [Pair[left=a, right=1], Pair[left=b, right=2]]
            zipsToTheLongest             | [a1, b2, c-]
            zipsToTheLongestPairs        | "[Pair[left=Optional[a], right=Optional[1]], Pair[left=Optional[b], right=Optional[2]], Pair[left=Optional[c], right=Optional.empty]]"
            zipsAList                    | [3, 6]
            traps                        | [1, 2, fallback]
            trapsSeveralTypes            | [one of two]
            chains                       | [4, -4, 2, -2]
            concatenatesAnyPublisher     | [2, 3]
            contextAndAccumulator        | [3, 4]
            collects                     | [{false=3, true=2}]
            reducesWithASeed             | [[2, 1]]
            stepsOverItems               | [item 2]
            pauses                       | [9, 8, 7]
            stepsAsAMethod               | [2, 4]
            paces                        | [2, 1]
            discards                     | []
            fillsASlot                   | [James: open, all: open, all: secret]
            fillsAGenericSlot            | [2]
            cutsLines                    | [Hello World, Happy Days]
            cutsFrames                   | [a, unfinished]
            selectsWhatIsReady           | [a, number 1, b, number 2, c]
            transforms                   | [2, 1]
            asFlux                       | [2, 1]
            asMono                       | [1]
            insideReactor                | [1, 2, 1]
            bodyAsFlux                   | [from a body]
            deferred                     | [[2, 1]]
            blockingStream               | [3, 2]
            blockingLoop                 | [3, 2, 1]
            """)
    void doWhatTheySay(String sketch, String expected) throws Exception {
        Object result = usersClass().getMethod(sketch).invoke(null);
        assertThat(Flux.from((Publisher<?>) result).collectList().block(LIMIT)).hasToString(expected);
    }

    @Test
    void areAllRun() throws Exception {
        CsvSource run = SketchesTest.class
                .getDeclaredMethod("doWhatTheySay", String.class, String.class)
                .getAnnotation(CsvSource.class);
        assertThat(run.textBlock().lines().map(line -> line.split("\\|")[0].trim()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(usersClass().getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
                        .map(Method::getName)
                        .toList());
    }

    private static Class<?> usersClass() throws ClassNotFoundException {
        return loader.loadClass("user.Sketches");
    }
}
