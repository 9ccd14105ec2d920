package dev.coflow.benchmarks;

import java.util.Arrays;
import java.util.Optional;

/** The groups of cases, in the order of the report; one that is missing here is reported after them. */
enum Group {
    BODY(
            "Body",
            "A loop that emits",
            "10,000 numbers; \"flowSteps\" and plain Reactor write it as a state machine. By item."),
    PULL("Pull", "Take and pass on", "A loop over an upstream that emits each item. By item."),
    NESTED("Nested", "Nested bodies", "Bodies that pull bodies, so many levels deep. By item."),
    MERGE(
            "Merge",
            "Merge",
            "Inputs that have all their items ready; a fused one may be polled like a queue. The longest run, of several merges, is the number of items of"
                    + " one input in a row while another one still had some. By item."),
    MERGE_OF_THREADS(
            "MergeOfThreads", "Merge of threads", "Inputs whose items come from the threads of parallel(). By item."),
    ZIP("Zip", "Zip", "By row."),
    ZIP_OF_TWO("ZipOfTwo", "Zip of two", "By row."),
    CONCAT("Concat", "Concatenate", "Ten items for each of a thousand. By item that comes out."),
    AWAIT(
            "Await",
            "Await",
            "A thousand times a value that is a constant, computed when asked for, or comes later from another thread. By value."),
    COOPERATE("Cooperate", "Cooperate", "Bodies of one run that give way to each other. By time that one does."),
    COOPERATE_ON_POOL(
            "CooperateOnPool",
            "Cooperate on a pool",
            "The same where the run begins on parallel(). By time that one does."),
    ONE_ITEM("OneItem", "One item", "From subscribe to complete."),
    CANCEL(
            "Cancel",
            "Cancel",
            "From a cancel to the end of the body's finally, suspended or asleep. Plain Reactor has nothing to suspend."),
    PLAIN("Plain", "Plain operators", "A chain without a body. By item of the source."),
    MIX(
            "Mix",
            "A mix",
            "The best words of this project's documents in a game of Scrabble: a stream of letters for each word, pages of words. As a whole."),
    ECHO("Echo", "TCP echo", "Lines over one connection. By line."),
    ROWS("Rows", "SQL rows", "1,000 rows of H2 in memory, each query on a connection of its own. By row."),
    FOOTPRINT(
            "Footprint",
            "Memory of one that waits",
            "Bytes on the heap for each of 100,000, without the subscriber, in the mean of several JVMs. On a JDK without virtual threads a body is one of 1,000, and its"
                    + " stack is not on the heap.");

    private final String type;
    private final String title;
    private final String text;

    Group(String type, String title, String text) {
        this.type = type;
        this.title = title;
        this.text = text;
    }

    String type() {
        return type;
    }

    static String titleOf(String type) {
        return of(type).map(group -> group.title).orElse(type);
    }

    static String textOf(String type) {
        return of(type).map(group -> group.text).orElse("");
    }

    private static Optional<Group> of(String type) {
        return Arrays.stream(values()).filter(group -> group.type.equals(type)).findFirst();
    }
}
