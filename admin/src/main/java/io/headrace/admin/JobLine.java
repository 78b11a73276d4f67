package io.headrace.admin;

import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.headrace.journal.JobSummary;
import io.headrace.journal.JournalEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A job as a list shows it.
 *
 * @param model that it is for; empty where its pipeline has none
 * @param quantity of the work that it accepted, in its pipeline's unit
 * @param seconds of its source that are published
 * @param orchestrator who has the latest session; empty before the first
 * @param reason the latest that was not as planned; empty when all was
 */
record JobLine(JobSummary summary, String model, long quantity, double seconds, String orchestrator, String reason) {

    private static final String PUBLISHED = "Settling";

    /** Empty for a job that the journal does not have. */
    static Optional<JobLine> of(JobId job, List<JournalEntry> entries) {
        return JobSummary.of(job, entries).map(summary -> {
            var model = "";
            long quantity = 0;
            var orchestrator = "";
            var reason = "";
            var durations = new HashMap<Long, Duration>();
            var published = new HashSet<Long>();
            for (var entry : entries) {
                switch (entry.fact()) {
                    case Fact.ModelNamed named -> model = named.model();
                    case Fact.SessionAgreed agreed ->
                        orchestrator = agreed.orchestrator().toString();
                    case Fact.UnitAccepted unit -> {
                        durations.put(unit.unit(), unit.duration());
                        quantity += unit.quantity();
                    }
                    case Fact.Moved move -> {
                        reason = unlessPlanned(move.reason()).orElse(reason);
                        if (move.to().equals(PUBLISHED)) {
                            move.unit().ifPresent(published::add);
                        }
                    }
                    default -> {}
                }
            }
            durations.keySet().retainAll(published);
            double seconds = durations.values().stream()
                            .reduce(Duration.ZERO, Duration::plus)
                            .toMillis()
                    / 1000.0;
            return new JobLine(summary, model, quantity, seconds, orchestrator, reason);
        });
    }

    private static Optional<String> unlessPlanned(Reason reason) {
        return reason.remedy() == Reason.Remedy.NONE ? Optional.empty() : Optional.of(reason.code());
    }
}
