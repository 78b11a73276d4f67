package io.headrace.journal;

import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Explanation.AttemptLine;
import io.headrace.journal.Explanation.CandidateLine;
import io.headrace.journal.Explanation.IntervalLine;
import io.headrace.journal.Explanation.Payments;
import io.headrace.journal.Explanation.RemarkLine;
import io.headrace.journal.Explanation.Segment;
import io.headrace.journal.Explanation.SessionLine;
import io.headrace.journal.Explanation.TransitionLine;
import io.headrace.journal.Explanation.WorkerLine;
import io.headrace.journal.Fact.Moved;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a job's journal into an {@link Explanation}. On a local network the journals of its orchestrators are joined:
 * they know the workers and the winners. What was heard of them earlier and kept in the job's own journal gives the
 * same explanation.
 */
public final class Explaining {

    private final JobId job;
    private final Map<String, CandidateLine> candidates = new LinkedHashMap<>();
    private final TreeMap<Long, List<AttemptStory>> segments = new TreeMap<>();
    private final List<TransitionLine> transitions = new ArrayList<>();
    private final List<SessionLine> sessions = new ArrayList<>();
    private final List<IntervalLine> intervals = new ArrayList<>();
    private final List<RemarkLine> remarks = new ArrayList<>();
    private final Map<Orchestrator, Set<JournalEntry>> heard = new LinkedHashMap<>();
    private final Set<Hash256> winners = new HashSet<>();
    private final Map<Hash256, Wei> redeemed = new HashMap<>();
    private String jobClass = "";
    private String pipeline = "";
    private String state = "";
    private Credit fee = Credit.ZERO;
    private Credit lost = Credit.ZERO;
    private long tickets;

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
            case Fact.JobCreated created -> {
                jobClass = created.jobClass().code();
                pipeline = created.pipeline();
            }
            case Fact.JobEnded ended -> state = ended.state();
            case Moved moved -> moved(at, moved);
            case Fact.CandidateJudged judged -> judged(judged);
            case Fact.UnitDispatched(long unit, var attempt, var orchestrator, var _) ->
                segments.computeIfAbsent(unit, _ -> new ArrayList<>())
                        .add(new AttemptStory(attempt.number(), at, orchestrator));
            case Fact.TicketsSent sent -> {
                tickets += sent.count();
                story(sent.unit(), sent.attempt()).ifPresent(story -> story.sent(sent));
            }
            case Fact.FeeSettled(long unit, int attempt, var _, var amount) -> {
                fee = fee.plus(amount);
                story(unit, attempt).ifPresent(story -> story.paid(amount));
            }
            case Fact.CreditLost(long unit, int attempt, var _, var amount, var _) -> {
                lost = lost.plus(amount);
                story(unit, attempt).ifPresent(story -> story.paid(amount));
            }
            case Fact.IntervalPaid paid -> {
                tickets += paid.count();
                intervals.add(interval(at, paid));
            }
            case Fact.IntervalLost(var _, var amount, var _) -> lost = lost.plus(amount);
            case Fact.StandbyCharged(var _, var amount) -> fee = fee.plus(amount);
            case Fact.Heard(var from, var entry) -> hear(from, entry);
            case Fact.WinnerFound winner -> winners.add(winner.ticket());
            case Fact.Redeemed paidOut -> redeemed.put(paidOut.ticket(), paidOut.amount());
            case Fact.SessionClosed closed -> sessions.add(session(at, closed));
            case Fact.Remarked(var unit, var _, var sentence) -> {
                if (unit.isEmpty()) {
                    remarks.add(new RemarkLine(at, sentence));
                }
            }
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
        moved.unit().ifPresent(unit -> story(unit, moved.attempt().orElse(0)).ifPresent(story -> story.moved(moved)));
    }

    private void judged(Fact.CandidateJudged judged) {
        var name = judged.orchestrator().toString();
        boolean before = candidates.containsKey(name) && candidates.get(name).chosen();
        boolean chosen = before || judged.finding() == Fact.Finding.CHOSEN;
        candidates.put(name, new CandidateLine(name, chosen, judged.reason()));
    }

    private Optional<AttemptStory> story(long unit, int attempt) {
        return segments.getOrDefault(unit, List.of()).stream()
                .filter(story -> story.number() == attempt)
                .findFirst();
    }

    /** What was kept and what is asked again is the same entry, and counts once. */
    private void hear(Orchestrator orchestrator, JournalEntry entry) {
        heard.computeIfAbsent(orchestrator, _ -> new LinkedHashSet<>()).add(entry);
    }

    private void join(Orchestrator orchestrator, Set<JournalEntry> entries) {
        for (var entry : entries) {
            switch (entry.fact()) {
                case Fact.WorkerNamed(long unit, var worker, long pid) ->
                    worker(orchestrator, unit, entry.at(), new WorkerLine(worker, pid));
                case Fact.WinnerFound winner -> winners.add(winner.ticket());
                case Fact.Redeemed paidOut -> redeemed.put(paidOut.ticket(), paidOut.amount());
                default -> {}
            }
        }
    }

    /** It worked for the last attempt that had been sent to its orchestrator by then. */
    private void worker(Orchestrator orchestrator, long unit, Instant at, WorkerLine worker) {
        segments.getOrDefault(unit, List.of()).stream()
                .filter(story -> story.orchestrator().equals(orchestrator)
                        && !story.began().isAfter(at))
                .reduce((_, later) -> later)
                .ifPresent(story -> story.worker(worker));
    }

    private Explanation finish() {
        var lines = new ArrayList<Segment>();
        segments.forEach((number, stories) -> lines.add(new Segment(number, lines(stories))));
        return new Explanation(
                job.text(),
                jobClass,
                pipeline,
                state,
                List.copyOf(candidates.values()),
                lines,
                transitions,
                intervals,
                sessions,
                remarks,
                new Payments(
                        Amounts.print(fee),
                        Amounts.print(lost),
                        tickets,
                        winners.size(),
                        redeemed.values().stream().reduce(Wei.ZERO, Wei::plus).toString()));
    }

    private static IntervalLine interval(Instant at, Fact.IntervalPaid paid) {
        return new IntervalLine(
                at,
                paid.orchestrator().toString(),
                paid.standing() == Fact.Standing.STANDING_BY,
                paid.quantity(),
                paid.count(),
                Amounts.print(paid.expectedValue()));
    }

    private static SessionLine session(Instant at, Fact.SessionClosed closed) {
        return new SessionLine(
                at,
                closed.orchestrator().toString(),
                Amounts.print(closed.sent()),
                Amounts.print(closed.debited()),
                Amounts.print(closed.lost()),
                Amounts.print(closed.left()));
    }

    private static List<AttemptLine> lines(List<AttemptStory> stories) {
        return stories.stream().map(AttemptStory::line).toList();
    }
}
