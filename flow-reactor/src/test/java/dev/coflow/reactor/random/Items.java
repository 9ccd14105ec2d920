package dev.coflow.reactor.random;

import java.util.ArrayList;
import java.util.List;

/** What a subscriber of a flow gets. */
record Items(List<String> items, String end) {

    private static final String NEXT = "next ";

    static Items byModel(Node node) {
        List<String> events = Execution.byModel(node, Script.ALL_AT_ONCE);
        List<String> items = events.stream()
                .filter(event -> event.startsWith(NEXT))
                .map(event -> event.substring(NEXT.length()))
                .toList();
        String end = events.stream()
                .filter(event -> event.equals("complete") || event.startsWith("error "))
                .findFirst()
                .orElse("none");
        return new Items(items, end);
    }

    List<String> andEnd() {
        List<String> all = new ArrayList<>(items);
        all.add(end);
        return all;
    }
}
