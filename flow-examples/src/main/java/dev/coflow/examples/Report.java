package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.examples.Company.Department;
import dev.coflow.examples.Company.Person;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;

/**
 * Departments, their staff, a sub-total for each and a total, as nested tags which are written line by line while the data is
 * read; no list of the report exists anywhere. 2003: the report which motivated the first version.
 */
final class Report {

    private Report() {}

    static Flow<String> company(Company company) {
        return element("company", company.name(), Flow.generate(out -> {
            out.emitAll(Flow.fromIterable(company.departments()).concatMap(Report::department));
            out.emit("<total>" + out.await(total(company)) + "</total>");
        }));
    }

    /** One pass over the staff writes the rows and adds up. */
    static Flow<String> department(Department department) {
        return element("department", department.name(), Flow.generate(out -> {
            int subtotal = 0;
            for (Person person : out.pull(Flow.fromIterable(department.staff()))) {
                out.emit("<person name=\"" + person.name() + "\">" + person.pay() + "</person>");
                subtotal += person.pay();
            }
            out.emit("<subtotal>" + subtotal + "</subtotal>");
        }));
    }

    /** The same sum as stages: flatten, take the number, accumulate. */
    static Flow<Integer> total(Company company) {
        return Flow.fromIterable(company.departments())
                .concatMapIterable(Department::staff)
                .map(Person::pay)
                .reduce(0, Integer::sum);
    }

    /** The tags around a content of any length, which is indented. */
    static Flow<String> element(String tag, String name, Flow<String> content) {
        return Flow.generate(out -> {
            out.emit("<" + tag + " name=\"" + name + "\">");
            out.emitAll(content.map(line -> "  " + line));
            out.emit("</" + tag + ">");
        });
    }

    static void run(PrintStream out) {
        company(Company.sample()).as(ReactorFlow::toFlux).doOnNext(out::println).blockLast();
    }
}
