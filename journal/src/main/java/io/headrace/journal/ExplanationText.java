package io.headrace.journal;

import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Rule;
import io.headrace.journal.Explanation.AttemptLine;
import io.headrace.journal.Explanation.CandidateLine;
import io.headrace.journal.Explanation.IntervalLine;
import io.headrace.journal.Explanation.SessionLine;
import io.headrace.journal.Explanation.TransitionLine;
import java.util.stream.Stream;

/** An explanation as people read it on a terminal: candidates, attempts, transitions with their rows, money. */
public final class ExplanationText {

    private ExplanationText() {}

    /** Lines, each with its line break. */
    public static String print(Explanation explanation) {
        var payments = explanation.payments();
        var text = new StringBuilder();
        text.append("Job %s (%s, %s): %s%n"
                .formatted(explanation.job(), explanation.jobClass(), explanation.pipeline(), explanation.state()));
        section(text, "Candidates", explanation.candidates().stream().map(ExplanationText::candidate));
        section(
                text,
                "Segments",
                explanation.segments().stream()
                        .flatMap(segment ->
                                segment.attempts().stream().map(attempt -> attempt(segment.segment(), attempt))));
        section(text, "Transitions", explanation.transitions().stream().map(ExplanationText::transition));
        if (!explanation.intervals().isEmpty()) {
            section(text, "Paid by interval", explanation.intervals().stream().map(ExplanationText::interval));
        }
        section(text, "Sessions closed", explanation.sessions().stream().map(ExplanationText::session));
        section(text, "Remarks", explanation.remarks().stream().map(line -> line.at() + "  " + line.sentence()));
        text.append("%nPaid %s wei for work, %s wei lost; %d tickets, %d winners, %s wei redeemed%n"
                .formatted(
                        payments.fee(), payments.lost(), payments.tickets(), payments.winners(), payments.redeemed()));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Stream<String> lines) {
        text.append("%n%s%n".formatted(title));
        lines.forEach(line -> text.append("  %s%n".formatted(line.stripTrailing())));
    }

    private static String candidate(CandidateLine candidate) {
        return "%-6s  %s  %s"
                .formatted(candidate.chosen() ? "chosen" : "", candidate.orchestrator(), candidate.reason());
    }

    private static String attempt(long segment, AttemptLine attempt) {
        var worker = attempt.worker()
                .map(who -> who.name() + " (pid " + who.pid() + ")")
                .orElse("-");
        return "%5d  %s  %s  %d tickets  %s wei  %s"
                .formatted(
                        segment,
                        attempt.orchestrator(),
                        worker,
                        attempt.tickets().size(),
                        attempt.fee(),
                        attempt.reason());
    }

    private static String interval(IntervalLine line) {
        return "%s  %s  %-8s  %d units  %d tickets  %s wei"
                .formatted(
                        line.at(),
                        line.orchestrator(),
                        line.standby() ? "standby" : "serving",
                        line.quantity(),
                        line.tickets(),
                        line.expectedValue());
    }

    private static String session(SessionLine line) {
        return "%s  %s  sent %s wei, of which %s for work, %s lost, %s left there"
                .formatted(line.at(), line.orchestrator(), line.sent(), line.debited(), line.lost(), line.left());
    }

    private static String transition(TransitionLine line) {
        var segment = line.segment().isPresent() ? String.valueOf(line.segment().getAsLong()) : "job";
        return "%s  %5s  %-6s  %s -> %s by %s: %s  %s"
                .formatted(
                        line.at(),
                        segment,
                        row(line),
                        line.from(),
                        line.to(),
                        line.event(),
                        line.reason(),
                        line.orchestrator().orElse(""));
    }

    /** The network's number of that row, or "ours". */
    private static String row(TransitionLine line) {
        return Lifecycle.rules().stream()
                .filter(rule -> rule.shownFrom().equals(line.from())
                        && rule.event().equals(line.event())
                        && rule.shownTo().equals(line.to())
                        && !rule.ours())
                .map(Rule::row)
                .map("row "::concat)
                .findFirst()
                .orElse("ours");
    }
}
