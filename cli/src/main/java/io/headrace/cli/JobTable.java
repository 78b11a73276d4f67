package io.headrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Jobs as lines of a table. */
final class JobTable {

    private static final String ROW = "%-32s  %-9s  %-18s  %-24s  %5s  %8s  %-14s  %-18s  %s";
    private static final int ORCHESTRATOR_WIDTH = 14;

    private JobTable() {}

    static String head() {
        return ROW.formatted(
                "JOB", "CLASS", "STATE", "SINCE", "UNITS", "SECONDS", "ORCHESTRATOR", "LAST REASON", "FEE (WEI)");
    }

    static String line(JsonNode job) {
        return ROW.formatted(
                name(job),
                field(job, "class"),
                field(job, "state"),
                field(job, "since"),
                field(job, "published"),
                String.format(Locale.ROOT, "%.1f", job.path("seconds").asDouble(0)),
                shortened(field(job, "orchestrator")),
                field(job, "reason"),
                field(job, "fee"));
    }

    /** Head and lines. */
    static List<String> of(JsonNode jobs) {
        return Stream.concat(
                        Stream.of(head()),
                        StreamSupport.stream(jobs.spliterator(), false).map(JobTable::line))
                .toList();
    }

    private static String name(JsonNode job) {
        var name = field(job, "name");
        return name.isEmpty() ? field(job, "job") : field(job, "job") + " " + name;
    }

    private static String shortened(String orchestrator) {
        return orchestrator.length() <= ORCHESTRATOR_WIDTH
                ? orchestrator
                : orchestrator.substring(0, ORCHESTRATOR_WIDTH - 1) + "…";
    }

    private static String field(JsonNode job, String name) {
        return job.path(name).asString("");
    }
}
