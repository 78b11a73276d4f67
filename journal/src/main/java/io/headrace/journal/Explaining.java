package io.headrace.journal;

import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Explanation.CandidateLine;
import io.headrace.journal.Explanation.RemarkLine;
import io.headrace.journal.Explanation.TransitionLine;
import io.headrace.journal.Fact.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a job's journal into an {@link Explanation}. On a local network the journals of its orchestrators are joined:
 * they know the workers and the winners. What was heard of them earlier and kept in the job's own journal gives the
 * same explanation.
 */
public final class Explaining {

    private final JobId job;
    private final Map<String, CandidateLine> candidates = new LinkedHashMap<>();
    private final UnitStories units = new UnitStories();
    private final MoneyStory money = new MoneyStory();
    private final List<TransitionLine> transitions = new ArrayList<>();
    private final List<RemarkLine> remarks = new ArrayList<>();
    private final Map<Orchestrator, Set<JournalEntry>> heard = new LinkedHashMap<>();
    private String jobClass = "";
    private String pipeline = "";
    private String state = "";

    private Explaining(JobId job) {
        this.job = job;
    }

    /**
     * @param orchestrators what each orchestrator's journal has about this job, where it can be asked
     * @return empty for a job that the journal does not have
     */
    public static Optional<Explanation> explain(
            JobId job, List<JournalEntry> entries, Map<Orchestrator, List<JournalEntry>> orchestrators) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var explaining = new Explaining(job);
        entries.forEach(entry -> explaining.take(entry.at(), entry.fact()));
        orchestrators.forEach((orchestrator, theirs) -> theirs.forEach(entry -> explaining.hear(orchestrator, entry)));
        explaining.heard.forEach(explaining::join);
        return Optional.of(explaining.finish());
    }

    private void take(Instant at, Fact fact) {
        switch (fact) {
            case Fact.JobCreated created -> created(created);
            case Fact.JobEnded ended -> state = ended.state();
            case Moved moved -> moved(at, moved);
            case Fact.CandidateJudged judged -> judged(judged);
            case Fact.UnitDispatched sent -> units.dispatched(at, sent);
            case Fact.TicketsSent sent -> sent(sent);
            case Fact.FeeSettled settled -> settled(settled);
            case Fact.CreditLost lost -> lost(lost);
            case Fact.IntervalPaid paid -> money.interval(at, paid);
            case Fact.IntervalLost(var _, var amount, var _) -> money.lost(amount);
            case Fact.StandbyCharged(var _, var amount) -> money.settled(amount);
            case Fact.Heard(var from, var entry) -> hear(from, entry);
            case Fact.WinnerFound winner -> money.won(winner.ticket());
            case Fact.Redeemed paidOut -> money.redeemed(paidOut);
            case Fact.SessionClosed closed -> money.closed(at, closed);
            case Fact.Remarked remarked -> remarked(at, remarked);
            case Fact.ModelNamed _,
                    Fact.JobResumed _,
                    Fact.SessionAgreed _,
                    Fact.UnitAccepted _,
                    Fact.AccountCredited _,
                    Fact.AccountCharged _,
                    Fact.UnitAdmitted _,
                    Fact.UnitRefused _,
                    Fact.WorkerNamed _,
                    Fact.TicketsAccepted _,
                    Fact.FeeDebited _,
                    Fact.Unknown _ -> {}
        }
    }

    private void created(Fact.JobCreated created) {
        jobClass = created.jobClass().code();
        pipeline = created.pipeline();
    }

    private void sent(Fact.TicketsSent sent) {
        money.sent(sent.count());
        units.find(sent.unit(), sent.attempt()).ifPresent(story -> story.sent(sent));
    }

    private void settled(Fact.FeeSettled settled) {
        money.settled(settled.fee());
        units.find(settled.unit(), settled.attempt()).ifPresent(story -> story.paid(settled.fee()));
    }

    private void lost(Fact.CreditLost lost) {
        money.lost(lost.amount());
        units.find(lost.unit(), lost.attempt()).ifPresent(story -> story.paid(lost.amount()));
    }

    /** Why a unit failed stands with its attempts. */
    private void remarked(Instant at, Fact.Remarked remarked) {
        if (remarked.unit().isEmpty()) {
            remarks.add(new RemarkLine(at, remarked.sentence()));
        }
    }

    private void moved(Instant at, Moved moved) {
        var part = moved.unit().isEmpty() ? Part.JOB : Part.UNIT;
        var rule = Lifecycle.find(part, moved.from(), moved.event(), moved.to());
        transitions.add(new TransitionLine(
                at,
                moved.unit(),
                rule.map(Rule::shownFrom).orElse(moved.from()),
                moved.event(),
                rule.map(Rule::shownTo).orElse(moved.to()),
                moved.reason().code(),
                moved.orchestrator().map(Orchestrator::toString)));
        if (part == Part.JOB && !moved.to().equals("end")) {
            state = moved.to();
        }
        moved.unit()
                .ifPresent(unit -> units.find(unit, moved.attempt().orElse(0)).ifPresent(story -> story.moved(moved)));
    }

    private void judged(Fact.CandidateJudged judged) {
        var name = judged.orchestrator().toString();
        boolean before = candidates.containsKey(name) && candidates.get(name).chosen();
        boolean chosen = before || judged.finding() == Fact.Finding.CHOSEN;
        candidates.put(name, new CandidateLine(name, chosen, judged.reason()));
    }

    /** What was kept and what is asked again is the same entry, and counts once. */
    private void hear(Orchestrator orchestrator, JournalEntry entry) {
        heard.computeIfAbsent(orchestrator, _ -> new LinkedHashSet<>()).add(entry);
    }

    private void join(Orchestrator orchestrator, Set<JournalEntry> entries) {
        for (var entry : entries) {
            switch (entry.fact()) {
                case Fact.WorkerNamed named -> units.worked(orchestrator, entry.at(), named);
                case Fact.WinnerFound winner -> money.won(winner.ticket());
                case Fact.Redeemed paidOut -> money.redeemed(paidOut);
                default -> {}
            }
        }
    }

    private Explanation finish() {
        return new Explanation(
                job.text(),
                jobClass,
                pipeline,
                state,
                List.copyOf(candidates.values()),
                units.lines(),
                transitions,
                money.intervals(),
                money.sessions(),
                remarks,
                money.payments());
    }
}
