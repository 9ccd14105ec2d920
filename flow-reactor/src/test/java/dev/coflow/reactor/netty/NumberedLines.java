package dev.coflow.reactor.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What every reader is to get: lines of one to three KB, each of which begins with its number. */
final class NumberedLines {

    private final List<String> lines = new ArrayList<>();
    private final byte[] all;

    NumberedLines(int count) {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            String line = i + " " + "x".repeat(1000 + random.nextInt(2000)) + "\n";
            lines.add(line);
            bytes.writeBytes(line.getBytes(US_ASCII));
        }
        all = bytes.toByteArray();
    }

    int count() {
        return lines.size();
    }

    String line(int i) {
        return lines.get(i);
    }

    int bytes() {
        return all.length;
    }

    /** Whether these bytes, and no others, come at that position. */
    boolean have(byte[] bytes, int at) {
        return at + bytes.length <= all.length && Arrays.equals(bytes, 0, bytes.length, all, at, at + bytes.length);
    }
}
