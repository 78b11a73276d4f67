package io.headrace.benchmarks.requests;

import java.util.Map;

/** What one part of the run found. */
interface Finding {

    /** For people, one line or more. */
    String text();

    /** For programs: numbers by name with unit. */
    void addTo(Map<String, Double> found);
}
