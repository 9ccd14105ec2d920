package dev.coflow.examples;

import java.util.List;

/** The data of the {@link Report}. */
record Company(String name, List<Department> departments) {

    record Department(String name, List<Person> staff) {}

    record Person(String name, int pay) {}

    static Company sample() {
        return new Company(
                "Acme",
                List.of(
                        new Department("Kitchen", List.of(new Person("Ann", 1200), new Person("Ben", 900))),
                        new Department("Garden", List.of(new Person("Cleo", 1000))),
                        new Department("Archive", List.of())));
    }
}
