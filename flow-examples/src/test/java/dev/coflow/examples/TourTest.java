package dev.coflow.examples;

import static dev.coflow.examples.Example.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TourTest {

    private final Transcript out = new Transcript();
    private final Transcript err = new Transcript();

    @Test
    void runsAllInOrderWithAHeadingForEach() {
        assertThat(tour(hello(), echo()).run(List.of())).isEqualTo(Tour.OK);
        assertThat(out.lines())
                .containsExactly("== hello: says hello", "hello", "", "== echo: says its arguments", "[]", "");
        assertThat(err.lines()).isEmpty();
    }

    @Test
    void runsTheOneThatIsNamedWithoutAHeading() {
        assertThat(tour(hello(), echo()).run(List.of("hello"))).isEqualTo(Tour.OK);
        assertThat(out.lines()).containsExactly("hello");
    }

    @Test
    void passesFurtherArgumentsOn() {
        assertThat(tour(hello(), echo()).run(List.of("echo", "a", "b"))).isEqualTo(Tour.OK);
        assertThat(out.lines()).containsExactly("[a, b]");
    }

    @Test
    void unknownNameListsTheNames() {
        assertThat(tour(hello(), echo()).run(List.of("helo"))).isEqualTo(Tour.UNKNOWN_NAME);
        assertThat(Tour.UNKNOWN_NAME).isEqualTo(2);
        assertThat(out.lines()).isEmpty();
        assertThat(err.lines())
                .containsExactly(
                        "There is no example \"helo\". There are:",
                        "  hello: says hello",
                        "  echo: says its arguments");
    }

    @Test
    void failingExampleEndsTheTour() {
        Example broken = show("broken", "fails", stream -> {
            throw new IllegalStateException("out of paper");
        });

        assertThat(tour(broken, hello()).run(List.of())).isEqualTo(Tour.FAILED);
        assertThat(out.lines()).containsExactly("== broken: fails");
        assertThat(err.lines()).containsExactly("broken: java.lang.IllegalStateException: out of paper");
    }

    @Test
    void missingFileIsNamed() {
        Example reader = show("reader", "reads", stream -> {
            throw new NoSuchFileException("missing.txt");
        });

        assertThat(tour(reader).run(List.of("reader"))).isEqualTo(Tour.FAILED);
        assertThat(err.lines()).containsExactly("reader: there is no file missing.txt");
    }

    @Test
    void everyExampleHasANameOfItsOwnAndAHeading() {
        assertThat(Examples.ALL)
                .extracting(Example::name)
                .doesNotHaveDuplicates()
                .allMatch(n -> n.matches("[a-z-]+"));
        assertThat(Examples.ALL)
                .extracting(Example::about)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    private Tour tour(Example... examples) {
        return new Tour(List.of(examples), out.stream(), err.stream());
    }

    private static Example hello() {
        return show("hello", "says hello", stream -> stream.println("hello"));
    }

    private static Example echo() {
        return new Example("echo", "says its arguments", (stream, args) -> stream.println(args));
    }
}
