package dev.coflow;

import java.util.function.Consumer;

/** The text of one subscription that no delimiter has ended yet. */
final class FrameCutter {

    private final Frames rule;
    private final StringBuilder text = new StringBuilder();

    /** Up to where no delimiter begins. */
    private int searched;

    FrameCutter(Frames rule) {
        this.rule = rule;
    }

    void cut(String chunk, Consumer<String> frames) {
        String delimiter = rule.delimiter();
        text.append(chunk);
        int start = 0;
        int end;
        while ((end = text.indexOf(delimiter, Math.max(start, searched))) >= 0) {
            requireLength(end - start);
            String frame = text.substring(start, end);
            start = end + delimiter.length();
            searched = start;
            frames.accept(frame);
        }
        text.delete(0, start);
        searched = beginningOfDelimiter();
        requireLength(searched);
    }

    /** Where the text ends, or where a delimiter begins that the next chunk may complete. */
    private int beginningOfDelimiter() {
        int i = Math.max(0, text.length() - rule.delimiter().length() + 1);
        while (!rule.delimiter().startsWith(text.substring(i))) {
            i++;
        }
        return i;
    }

    void end(Consumer<String> frames) {
        if (text.length() == 0) {
            return;
        }
        requireLength(text.length());
        if (rule.unfinished() == Frames.Unfinished.REPORT) {
            throw new Frames.UnfinishedFrameException(text.length());
        }
        frames.accept(text.toString());
    }

    private void requireLength(int length) {
        if (length > rule.maxLength()) {
            throw new Frames.FrameTooLongException(rule.maxLength());
        }
    }
}
