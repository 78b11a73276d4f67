package io.headrace.job.lifecycle;

import io.headrace.job.lifecycle.Rule.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** The chapter about the lifecycle, printed from the rules: two diagrams and a table. {@code docs/lifecycle.md} is it. */
public final class LifecycleDocument {

    private LifecycleDocument() {}

    public static String print() {
        return """
                # The life of a job

                *Printed from the rules in `io.headrace.job.lifecycle.Lifecycle`; a test compares the two. The machines \
                cannot make a transition that is not listed here.*

                A job owns its units: segments, requests or frame batches. Several are under way at once, each on its \
                own walk; they are published in order, each once. Rows 1 to 22 are the network's; those without a number \
                close what its diagram leaves open. Ready, Done and Left are our names for the beginning and the ends of \
                a unit's walk; `explain` shows the network's.

                ## The job

                %s
                ## A unit

                %s
                ## Every transition

                | row | of | from | event | to | shown as | cause |
                |---|---|---|---|---|---|---|
                %s""".formatted(diagram(Part.JOB), diagram(Part.UNIT), table());
    }

    /** Mermaid draws one arrow for all events that lead from one state to another. */
    private static String diagram(Part part) {
        Map<String, StringJoiner> arrows = new LinkedHashMap<>();
        Lifecycle.rules().stream()
                .filter(rule -> rule.part() == part)
                .forEach(rule -> arrows.computeIfAbsent(
                                "    %s --> %s : ".formatted(node(rule.from()), node(rule.to())),
                                _ -> new StringJoiner(", "))
                        .add(rule.ours() ? rule.event() : rule.row() + " " + rule.event()));
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        arrows.forEach((arrow, events) -> text.append(arrow).append(events).append('\n'));
        return text.append("```\n").toString();
    }

    private static String node(String state) {
        return state.equals("start") || state.equals("end") ? "[*]" : state;
    }

    private static String table() {
        var text = new StringBuilder();
        for (var rule : Lifecycle.rules()) {
            boolean renamed =
                    !rule.shownFrom().equals(rule.from()) || !rule.shownTo().equals(rule.to());
            text.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            rule.ours() ? "ours" : rule.row(),
                            rule.part() == Part.JOB ? "job" : "unit",
                            rule.from(),
                            rule.event(),
                            rule.to(),
                            renamed ? rule.shownFrom() + " → " + rule.shownTo() : "",
                            rule.cause()));
        }
        return text.toString();
    }
}
