package dev.coflow.benchmarks;

import java.util.Map;

/** What was measured without JMH, in one number. */
record Figure(String benchmark, Map<String, String> params, double score, String unit) {

    static final String ITEMS_IN_A_ROW = "items in a row";
    static final String BYTES = "B";

    /** Of a way to write a case, which are named as JMH does: the one a class, the other a method. */
    Figure(Class<?> type, String way, Map<String, String> params, double score, String unit) {
        this(type.getName() + "." + way, params, score, unit);
    }
}
