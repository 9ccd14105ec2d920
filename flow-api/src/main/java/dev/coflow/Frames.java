package dev.coflow;

import java.util.Objects;
import java.util.function.Function;

/**
 * Cuts a stream of text chunks into frames, wherever the chunks end. For {@link Flow#transform}:
 *
 * <pre>{@code
 * Flow.of("Hello ", "World\nHappy", " Days\n").transform(Frames.lines()).toList();   // [Hello World, Happy Days]
 * }</pre>
 *
 * <p>A frame is emitted as soon as its delimiter is read. Source: Twisted's {@code LineBreak}.
 *
 * @param delimiter what ends a frame; not part of it, not empty
 * @param maxLength the most characters a frame may have; a longer one ends the flow with {@link FrameTooLongException}, without
 *     waiting for its delimiter
 * @param unfinished what to do with text after the last delimiter
 */
public record Frames(String delimiter, int maxLength, Unfinished unfinished) {

    /** What to do with text that no delimiter follows when the source completes. */
    public enum Unfinished {
        /** It is a frame, the last. */
        EMIT,
        /** It is an error: {@link UnfinishedFrameException}. */
        REPORT
    }

    /** The most characters a line may have unless told otherwise. */
    public static final int DEFAULT_MAX_LENGTH = 65_536;

    /** Refuses an empty delimiter and a length that is not positive. */
    public Frames {
        Objects.requireNonNull(delimiter, "delimiter");
        Objects.requireNonNull(unfinished, "unfinished");
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("a delimiter of at least one character required but it was empty");
        }
        if (maxLength <= 0) {
            throw new IllegalArgumentException("maxLength > 0 required but it was " + maxLength);
        }
    }

    /**
     * Lines that end with a line feed, of at most {@link #DEFAULT_MAX_LENGTH} characters; an unfinished one is emitted.
     *
     * @return for {@link Flow#transform}
     */
    public static Function<Flow<String>, Flow<String>> lines() {
        return by("\n").asStage();
    }

    /**
     * Frames that end with a delimiter, of at most {@link #DEFAULT_MAX_LENGTH} characters; an unfinished one is emitted.
     *
     * @param delimiter what ends a frame
     * @return the rule
     */
    public static Frames by(String delimiter) {
        return new Frames(delimiter, DEFAULT_MAX_LENGTH, Unfinished.EMIT);
    }

    /**
     * The same rule with another bound.
     *
     * @param length the most characters a frame may have
     * @return the rule
     */
    public Frames withMaxLength(int length) {
        return new Frames(delimiter, length, unfinished);
    }

    /**
     * The same rule with another end.
     *
     * @param other what to do with text after the last delimiter
     * @return the rule
     */
    public Frames withUnfinished(Unfinished other) {
        return new Frames(delimiter, maxLength, other);
    }

    /**
     * The rule as a stage.
     *
     * @return for {@link Flow#transform}
     */
    public Function<Flow<String>, Flow<String>> asStage() {
        return chunks -> Flow.generate(out -> {
            FrameCutter cutter = new FrameCutter(this);
            for (String chunk : out.pull(chunks)) {
                cutter.cut(chunk, out::emit);
            }
            cutter.end(out::emit);
        });
    }

    /** A frame is longer than allowed. */
    public static final class FrameTooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FrameTooLongException(int maxLength) {
            super("a frame of at most " + maxLength
                    + " characters required but it is longer: raise maxLength if it should be");
        }
    }

    /** The source has completed in the middle of a frame. */
    public static final class UnfinishedFrameException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfinishedFrameException(int length) {
            super("a delimiter required after the last frame but the source completed after " + length
                    + " characters of it");
        }
    }
}
