package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Frames.FrameTooLongException;
import dev.coflow.Frames.Unfinished;
import dev.coflow.Frames.UnfinishedFrameException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Text chunks, cut into frames; each number of the contract travels as a line. */
class FramesTest implements StageContract<Integer> {

    private static final Frames CRLF = Frames.by("\r\n");

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.map(x -> x + "\n").transform(Frames.lines()).map(Integer::valueOf);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    @Override
    public int ahead() {
        return 256;
    }

    private static List<String> cut(Frames rule, String... chunks) {
        return Flow.of(chunks).transform(rule.asStage()).toList();
    }

    // Values

    @Test
    void cutsLinesWhereverTheChunksEnd() {
        Flow<String> chunks = Flow.generate(out -> {
            out.emit("Hello ");
            out.emit("World\nHappy");
            out.cooperate();
            out.emit(" Days");
            out.emit(" Are Here\n");
        });
        assertThat(chunks.transform(Frames.lines()).toList()).containsExactly("Hello World", "Happy Days Are Here");
    }

    @Test
    void severalFramesMayBeInAChunk() {
        assertThat(cut(Frames.by(";"), "a;b;c;", "d;")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFrameMayBeEmpty() {
        assertThat(cut(Frames.by("\n"), "\n", "\na\n\n", "", "b\n")).containsExactly("", "", "a", "", "b");
    }

    @ParameterizedTest
    @EnumSource
    void theDelimiterMayBeSplitOverChunks(Source source) {
        String text = "one\r\n\r\ntwo\r\rthree\n\r\nfour\r\n";
        Flow<String> characters = source.of(Items.upTo(text.length())).map(x -> text.substring(x - 1, x));
        assertThat(characters.transform(CRLF.asStage()).toList())
                .containsExactly("one", "", "two\r\rthree\n", "four")
                .isEqualTo(cut(CRLF, text));
    }

    @Test
    void aDelimiterMayRepeatItsBeginning() {
        Frames rule = Frames.by("aab");
        assertThat(cut(rule, "xa", "a", "a", "b", "yaa", "b")).containsExactly("xa", "y");
        assertThat(cut(Frames.by("aa"), "a", "aa", "a")).containsExactly("", "");
    }

    @Test
    void aFrameIsThereAsSoonAsItsDelimiterIsRead() {
        TestPublisher<String> chunks = TestPublisher.createCold();
        StepVerifier.create(Flow.from(chunks.flux()).transform(CRLF.asStage()))
                .then(() -> chunks.next("Hello\r"))
                .then(() -> chunks.next("\nWor"))
                .expectNext("Hello")
                .then(() -> chunks.next("ld\r\n"))
                .expectNext("World")
                .then(chunks::complete)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void oneRuleServesManySubscriptions() {
        Flow<String> lines = Flow.of("a\nb", "c\n").transform(Frames.lines());
        assertThat(Flow.zip(lines, lines, String::concat).toList()).containsExactly("aa", "bcbc");
    }

    // Empty

    @Test
    void emptyChunksAreNoFrame() {
        assertThat(cut(Frames.by("\n"), "", "")).isEmpty();
    }

    // The end

    @Test
    void anUnfinishedFrameIsTheLastOne() {
        assertThat(cut(Frames.by(";"), "a;", "b")).containsExactly("a", "b");
    }

    @Test
    void aBeginningOfTheDelimiterBelongsToTheUnfinishedFrame() {
        assertThat(cut(CRLF, "a\r\nb\r")).containsExactly("a", "b\r");
    }

    @Test
    void anUnfinishedFrameIsReportedIfTheRuleSaysSo() {
        Frames rule = Frames.by("\n").withUnfinished(Unfinished.REPORT);
        assertThat(cut(rule, "a\n")).containsExactly("a");
        StepVerifier.create(Flow.of("a\nbc", "d").transform(rule.asStage()))
                .expectNext("a")
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(UnfinishedFrameException.class)
                        .hasMessageContaining("after 3 characters"))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorOfTheSourceComesAfterTheFramesAndInsteadOfTheUnfinishedOne() {
        IOException error = new IOException("source");
        Flow<String> chunks = Flow.generate(out -> {
            out.emit("a\nb\nun");
            throw error;
        });
        StepVerifier.create(chunks.transform(Frames.lines()))
                .expectNext("a", "b")
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Length

    @Test
    void aFrameMayHaveTheMaximumLength() {
        Frames rule = CRLF.withMaxLength(5);
        assertThat(cut(rule, "12345\r\n", "123", "45\r", "\n12345")).containsExactly("12345", "12345", "12345");
        assertThat(cut(rule, "12345\r\n12345\r\n")).containsExactly("12345", "12345");
    }

    @ParameterizedTest
    @CsvSource({"'ok\r\n123456\r\n'", "'ok\r\n123456'", "'ok\r\n12345\r\r'", "'ok\r\n12345\r6'"})
    void aLongerOneIsAnErrorAfterTheFramesBeforeItAndWithoutItsDelimiter(String text) {
        TestPublisher<String> chunks = TestPublisher.createCold();
        StepVerifier.create(
                        Flow.from(chunks.flux()).transform(CRLF.withMaxLength(5).asStage()))
                .then(() -> chunks.next(text))
                .expectNext("ok")
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(FrameTooLongException.class).hasMessageContaining("at most 5"))
                .verify(Waiting.LIMIT);
        chunks.assertCancelled();
    }

    @Test
    void anUnfinishedFrameIsMeasuredToo() {
        StepVerifier.create(Flow.of("12345\r").transform(CRLF.withMaxLength(5).asStage()))
                .expectError(FrameTooLongException.class)
                .verify(Waiting.LIMIT);
    }

    @Test
    void withoutAnotherBoundALineHas65536Characters() {
        String longest = "x".repeat(Frames.DEFAULT_MAX_LENGTH);
        assertThat(cut(Frames.by("\n"), longest, "\n")).containsExactly(longest);
        StepVerifier.create(Flow.of(longest, "x").transform(Frames.lines()))
                .expectError(FrameTooLongException.class)
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    void theFramesOfAChunkWaitForTheirDemand() {
        StepVerifier.withVirtualTime(() -> Flow.of("a\nb\n", "c\n").transform(Frames.lines()), 1)
                .expectNext("a")
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext("b")
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext("c")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void aCancelBetweenTwoFramesOfAChunkEndsIt() {
        assertThat(Flux.from(Flow.of("a\nb\nc\n").transform(Frames.lines()))
                        .take(2)
                        .collectList()
                        .block(Waiting.LIMIT))
                .containsExactly("a", "b");
    }
}
