package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Slot;
import java.io.PrintStream;
import java.util.function.Predicate;

/**
 * A report has a place for stages that it does not know: what a user may see is put there for each user, and the report is
 * described once. 2003: the wish for stages that are added dynamically.
 */
final class Rows {

    record Row(String department, String name, int pay) {}

    static final Slot<Row> VISIBLE = Slot.named("visible rows");

    static final Flow<String> REPORT = Flow.of(
                    new Row("kitchen", "James", 30), new Row("office", "Wendy", 40), new Row("kitchen", "John", 20))
            .slot(VISIBLE)
            .map(row -> row.name() + " earns " + row.pay());

    private Rows() {}

    static Flow<String> reportFor(Predicate<Row> mayBeSeen) {
        return REPORT.fill(VISIBLE, rows -> rows.filter(mayBeSeen));
    }

    static Flow<String> withoutPay() {
        return REPORT.fill(VISIBLE, rows -> rows.map(row -> new Row(row.department(), row.name(), 0)));
    }

    static void run(PrintStream out) {
        out.println(REPORT.toList()); // [James earns 30, Wendy earns 40, John earns 20]
        out.println(reportFor(row -> row.department().equals("kitchen")).toList()); // [James earns 30, John earns 20]
        out.println(withoutPay().toList()); // [James earns 0, Wendy earns 0, John earns 0]
    }
}
