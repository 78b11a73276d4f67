package io.headrace.node.role;

import io.headrace.admission.UnitId;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An orchestrator's facts in its journal, under the gateway's job and unit numbers: sessions and units are known here
 * by whose stream they belong to. Any thread.
 */
final class JournalWorkLog implements WorkLog {

    private static final int MAX_KNOWN = 100_000;

    /** The longest name that a job has. */
    private static final int MAX_STREAM = 256;

    private final Journal journal;
    private final InstantSource clock;
    private final BiConsumer<Hash256, JobId> winners;

    /** Guarded by this; the oldest is forgotten first. */
    private final Map<String, JobId> jobs = bounded();

    /** Guarded by this. */
    private final Map<UnitId, Long> units = bounded();

    /** Guarded by this: what is to be written once it is known for which job. */
    private final Map<String, List<Consumer<JobId>>> early = bounded();

    /** @param winners told of each winner, and for whose job it was sent */
    JournalWorkLog(Journal journal, InstantSource clock, BiConsumer<Hash256, JobId> winners) {
        this.winners = winners;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public synchronized void tell(WorkFact fact) {
        switch (fact) {
            case WorkFact.UnitAdmitted(var unit, var _, var stream, var seq) -> {
                units.put(unit, seq);
                belongs(unit.session().text(), new JobId(stream.text()));
            }
            case WorkFact.LiveOpened(var session, var _, var stream, var model) -> {
                belongs(session.text(), liveJob(stream, session));
                remark(session.text(), "A live session of " + model + " has its place: " + session);
            }
            case WorkFact.LiveRefused(var stream, var model, var reason) -> {
                if (isJob(stream)) {
                    write(
                            new JobId(stream),
                            new Fact.Remarked(
                                    OptionalLong.empty(),
                                    OptionalInt.empty(),
                                    "No live session of " + model + ": " + reason));
                }
            }
            case WorkFact.LiveStarted(var session) -> remark(session.text(), "A runner works on " + session);
            case WorkFact.LiveCharged(var session, long number, var _, var _, var fee, var balance) ->
                ofSession(
                        session.text(),
                        job -> write(job, new Fact.AccountCharged(session.text(), number, fee, balance)));
            case WorkFact.LiveEnded(var session, var code, var sentence, var pixels) ->
                remark(
                        session.text(),
                        session + " ended after " + pixels.pixels() + " pixels, " + code + ": " + sentence);
            case WorkFact.BatchTaken(var request, var _, var account, var named, var pipeline, var model) -> {
                // Its tickets come next; of several requests to one model at once the latest is told of them.
                var job = new JobId(isJob(named) ? named : request);
                belongs(request, job);
                belongs(account, job);
                remark(request, "A request for " + pipeline + " with " + model + " has its place: " + request);
            }
            case WorkFact.BatchDone(var request, var _, var model, long used, var _, var fee, var balance) -> {
                remark(request, model + " answered " + request + ", " + used + " units");
                ofSession(request, job -> write(job, new Fact.AccountCharged(request, 0, fee, balance)));
            }
            case WorkFact.BatchFailed(var request, var _, var model, int status, var reason) ->
                remark(request, model + " did not answer " + request + ", " + status + ": " + reason);
            case WorkFact.UnitRefused(var session, var stream, var seq, var reason) ->
                write(new JobId(stream.text()), new Fact.UnitRefused(seq, "refused", session + ": " + reason));
            case WorkFact.WorkBegan(var unit, var _, var worker) ->
                ofUnit(unit, (job, seq) -> write(job, new Fact.WorkerNamed(seq, worker.name(), worker.pid())));
            case WorkFact.TicketsAccepted(var session, var _, var tickets, var won, var worth) ->
                ofSession(session, job -> write(job, new Fact.AccountCredited(session, tickets, won, worth)));
            case WorkFact.WinnerFound(var session, var _, var ticket, var faceValue) ->
                ofSession(session, job -> {
                    write(job, new Fact.WinnerFound(ticket, faceValue));
                    winners.accept(ticket, job);
                });
            case WorkFact.UnitCharged(var unit, var _, var _, var fee, var balance) ->
                ofUnit(
                        unit,
                        (job, seq) -> write(
                                job, new Fact.AccountCharged(unit.session().text(), seq, fee, balance)));
            case WorkFact.WorkerDied _,
                    WorkFact.UnitFinished _,
                    WorkFact.UnitFailed _,
                    WorkFact.PaymentRefused _,
                    WorkFact.SessionClosed _,
                    WorkFact.BatchRefused _,
                    WorkFact.Drained _ -> {}
        }
    }

    /** What was told early of the session is written now. */
    private void belongs(String session, JobId job) {
        jobs.put(session, job);
        Optional.ofNullable(early.remove(session)).ifPresent(waiting -> waiting.forEach(each -> each.accept(job)));
    }

    /** Under the gateway's name for the stream; under the session's own if it says none that a job could have. */
    private static JobId liveJob(String stream, ManifestId session) {
        return new JobId(isJob(stream) ? stream : session.text());
    }

    private static boolean isJob(String stream) {
        return !stream.isEmpty() && stream.length() <= MAX_STREAM;
    }

    private void remark(String session, String sentence) {
        ofSession(session, job -> write(job, new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), sentence)));
    }

    private void ofUnit(UnitId unit, BiConsumer<JobId, Long> known) {
        var seq = Optional.ofNullable(units.get(unit));
        ofSession(unit.session().text()).ifPresent(job -> seq.ifPresent(number -> known.accept(job, number)));
    }

    /** Now, or when the session's first unit tells whose it is: its payment is taken before. */
    private void ofSession(String session, Consumer<JobId> then) {
        ofSession(session)
                .ifPresentOrElse(
                        then,
                        () -> early.computeIfAbsent(session, _ -> new ArrayList<>())
                                .add(then));
    }

    private Optional<JobId> ofSession(String session) {
        return Optional.ofNullable(jobs.get(session));
    }

    /** Appended without waiting for the disk: the teller may be the thread that decides about all units. */
    private void write(JobId job, Fact fact) {
        journal.append(new JournalEntry(clock.instant(), job, fact));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KNOWN;
            }
        };
    }
}
