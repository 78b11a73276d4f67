package io.headrace.admin.metrics;

import io.headrace.job.JobClass;
import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Rule;
import io.headrace.journal.Fact;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/** How jobs and units walk: every transition by its row, the time in each state, ends, retries, swaps, verifications. */
final class LifecycleMeters {

    private static final double[] STATE_SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800
    };
    private static final String UNKNOWN = "unknown";

    private final Count created;
    private final Count ended;
    private final Count transitions;
    private final Timing states;
    private final Count units;
    private final Count retries;
    private final Count swaps;
    private final Count verifications;

    LifecycleMeters(MeterRegistry registry) {
        created = new Count(registry, "headrace_jobs_accepted_total", "Jobs taken in", "class");
        ended = new Count(registry, "headrace_jobs_ended_total", "Jobs that are over", "state", "reason");
        transitions = new Count(
                registry,
                "headrace_transitions_total",
                "Transitions of jobs and units; the row is the network's, or ours",
                "part",
                "row",
                "from",
                "event",
                "to");
        states = new Timing(
                registry,
                "headrace_state_seconds",
                "Time spent in a state, by when it is left",
                STATE_SECONDS,
                "part",
                "state");
        units = new Count(registry, "headrace_units_ended_total", "Walks of units that ended", "end", "reason");
        retries = new Count(registry, "headrace_unit_retries_total", "Units that wait to be tried again", "reason");
        swaps = new Count(registry, "headrace_swaps_total", "Orchestrators left in the middle of a job", "reason");
        verifications = new Count(
                registry, "headrace_verifications_total", "Results compared with what was asked for", "finding");
    }

    void created(JobClass jobClass) {
        created.one(jobClass.code());
    }

    void ended(Fact.JobEnded end) {
        ended.one(end.state(), end.reason().code());
    }

    void moved(Fact.Moved move, Optional<Walks.Stride> stride) {
        var part = move.unit().isPresent() ? Rule.Part.UNIT : Rule.Part.JOB;
        var rule = Lifecycle.find(part, move.from(), move.event(), move.to());
        var name = part.name().toLowerCase(Locale.ROOT);
        transitions.one(
                name,
                rule.map(known -> known.ours() ? "ours" : known.row()).orElse(UNKNOWN),
                rule.map(Rule::from).orElse(UNKNOWN),
                rule.map(Rule::event).orElse(UNKNOWN),
                rule.map(Rule::to).orElse(UNKNOWN));
        if (rule.isPresent()) {
            stride.ifPresent(known -> states.record(known.spent(), name, move.from()));
            if (part == Rule.Part.UNIT) {
                unitMoved(move);
            } else if (move.to().equals("SwapOrchestrator")) {
                swaps.one(move.reason().code());
            }
        }
    }

    private void unitMoved(Fact.Moved move) {
        switch (move.to()) {
            case "Done", "Left" -> units.one(move.to(), move.reason().code());
            case "Retry" -> retries.one(move.reason().code());
            default -> {}
        }
        switch (move.event()) {
            case "Verified" -> verifications.one("match");
            case "Mismatched" -> verifications.one("mismatch");
            default -> {}
        }
    }
}
