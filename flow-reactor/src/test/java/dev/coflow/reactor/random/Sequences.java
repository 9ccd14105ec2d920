package dev.coflow.reactor.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at the order of each source in the items of a flow. */
final class Sequences {

    private Sequences() {}

    /** An item that was lost, emitted twice, or overtaken, or null. Lost ones show only between others. */
    static String problem(List<String> items) {
        Map<String, Integer> last = new HashMap<>();
        for (String item : items) {
            for (String part : partsOf(item)) {
                int hash = part.lastIndexOf('#');
                String source = part.substring(0, hash);
                int number = Integer.parseInt(part.substring(hash + 1));
                Integer before = source.equals("none") ? null : last.put(source, number);
                if (before != null && before >= number) {
                    return part + " came after " + source + "#" + before + " in " + items;
                }
            }
        }
        return null;
    }

    /** What a zip or a fold has joined by + outside of parentheses. */
    private static List<String> partsOf(String item) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < item.length(); i++) {
            char c = item.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '+' && depth == 0) {
                parts.add(item.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(item.substring(start));
        return parts;
    }
}
