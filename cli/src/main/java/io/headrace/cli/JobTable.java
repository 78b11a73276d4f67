package io.headrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Jobs as lines of a table. */
final class JobTable {

    private static final String ROW = "%-32s  %-9s  %-32s  %-18s  %-24s  %5s  %12s  %8s  %-14s  %-18s  %s";
    private static final int WORK_WIDTH = 32;
    private static final int ORCHESTRATOR_WIDTH = 14;

    private JobTable() {}

    static String head() {
        return ROW.formatted(
                "JOB",
                "CLASS",
                "WORK",
                "STATE",
                "SINCE",
                "UNITS",
                "QUANTITY",
                "SECONDS",
                "ORCHESTRATOR",
                "LAST REASON",
                "FEE (WEI)");
    }

    static String line(JsonNode job) {
        return ROW.formatted(
                name(job),
                field(job, "class"),
                shortened(work(job), WORK_WIDTH),
                field(job, "state"),
                field(job, "since"),
                field(job, "published"),
                field(job, "quantity"),
                String.format(Locale.ROOT, "%.1f", job.path("seconds").asDouble(0)),
                shortened(field(job, "orchestrator"), ORCHESTRATOR_WIDTH),
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

    /** Pipeline and model. */
    private static String work(JsonNode job) {
        return (field(job, "pipeline") + " " + field(job, "model")).strip();
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String field(JsonNode job, String name) {
        return job.path(name).asString("");
    }
}
