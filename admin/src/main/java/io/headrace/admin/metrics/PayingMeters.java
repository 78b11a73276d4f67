package io.headrace.admin.metrics;

import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;

/**
 * The meters of a gateway, from its own journal. What it heard from orchestrators' journals is theirs to count. Any
 * thread.
 */
final class PayingMeters implements Consumer<JournalEntry> {

    private final LifecycleMeters lifecycle;
    private final SegmentMeters segments;
    private final SpendingMeters spending;
    private final LiveMeters live;

    /** Guarded by this. */
    private final Walks walks = new Walks();

    PayingMeters(MeterRegistry registry) {
        lifecycle = new LifecycleMeters(registry);
        segments = new SegmentMeters(registry);
        spending = new SpendingMeters(registry);
        live = new LiveMeters(registry);
        for (var state : Walks.statesOfRunningJobs()) {
            Gauge.builder("headrace_jobs", () -> jobsIn(state))
                    .description("Jobs that are not over, by state")
                    .tag("state", state)
                    .register(registry);
        }
        Readings.register(
                registry,
                "livepeer_current_sessions_total",
                "Streams being transcoded",
                () -> jobsIn("SessionEstablished"));
    }

    private synchronized double jobsIn(String state) {
        return (double) walks.jobsIn(state);
    }

    @Override
    public synchronized void accept(JournalEntry entry) {
        switch (entry.fact()) {
            case Fact.JobCreated created -> {
                walks.begin(entry.job(), entry.at());
                lifecycle.created(created.jobClass());
                live.created(entry.job(), created.jobClass());
                segments.created();
            }
            case Fact.JobResumed _ -> walks.begin(entry.job(), entry.at());
            case Fact.JobEnded end -> {
                lifecycle.ended(end);
                live.ended(entry.job());
                segments.ended(end, walks.end(entry.job()));
            }
            case Fact.Moved move -> moved(entry, move);
            case Fact.UnitAccepted unit -> {
                walks.accept(entry.job(), entry.at(), unit);
                segments.accepted(unit.duration());
            }
            case Fact.UnitDispatched(var _, var attempt, var orchestrator, var _) -> {
                segments.dispatched(attempt.number());
                spending.dispatched(orchestrator);
            }
            case Fact.CandidateJudged judged -> spending.judged(judged);
            case Fact.TicketsSent sent -> spending.sent(sent.count(), sent.expectedValue());
            case Fact.FeeSettled settled -> spending.settled(settled);
            case Fact.CreditLost lost -> spending.lost(lost);
            case Fact.IntervalPaid paid -> {
                spending.sent(paid.count(), paid.expectedValue());
                live.paid(paid);
            }
            case Fact.IntervalLost lost -> live.lost(lost);
            case Fact.StandbyCharged standby -> live.charged(standby);
            case Fact.ModelNamed _,
                    Fact.SessionAgreed _,
                    Fact.SessionClosed _,
                    Fact.Remarked _,
                    Fact.AccountCredited _,
                    Fact.AccountCharged _,
                    Fact.UnitAdmitted _,
                    Fact.UnitRefused _,
                    Fact.WorkerNamed _,
                    Fact.TicketsAccepted _,
                    Fact.FeeDebited _,
                    Fact.WinnerFound _,
                    Fact.Redeemed _,
                    Fact.Heard _,
                    Fact.Unknown _ -> {}
        }
    }

    LiveMeters live() {
        return live;
    }

    private void moved(JournalEntry entry, Fact.Moved move) {
        var stride = walks.move(entry.job(), entry.at(), move);
        lifecycle.moved(move, stride);
        if (move.unit().isPresent()) {
            segments.unitMoved(move, stride);
            spending.unitMoved(move);
            if (move.to().equals("Done")) {
                walks.done(entry.job(), move.unit().getAsLong());
            }
        } else {
            segments.jobMoved(move);
            live.moved(entry.job(), move);
        }
    }
}
