package io.headrace.node.role;

import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** An orchestrator's facts in its journal, under the gateway's job and unit numbers. Any thread. */
final class JournalWorkLog implements WorkLog {

    /** The longest name that a job has. */
    private static final int MAX_STREAM = 256;

    private final Journal journal;
    private final InstantSource clock;
    private final BiConsumer<Hash256, JobId> winners;

    /** Guarded by this. */
    private final KnownJobs known = new KnownJobs();

    /** @param winners told of each winner, and for whose job it was sent */
    JournalWorkLog(Journal journal, InstantSource clock, BiConsumer<Hash256, JobId> winners) {
        this.winners = winners;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public synchronized void tell(WorkFact fact) {
        switch (fact) {
            case WorkFact.UnitFact unit -> tell(unit);
            case WorkFact.MoneyFact money -> tell(money);
            case WorkFact.LiveFact live -> tell(live);
            case WorkFact.BatchFact batch -> tell(batch);
            case WorkFact.SessionClosed _, WorkFact.Drained _ -> {}
        }
    }

    private void tell(WorkFact.UnitFact fact) {
        switch (fact) {
            case WorkFact.UnitAdmitted(var unit, var _, var stream, var seq) -> {
                known.numbered(unit, seq);
                known.belongs(unit.session().text(), new JobId(stream.text()));
            }
            case WorkFact.UnitRefused(var session, var stream, var seq, var reason) ->
                write(new JobId(stream.text()), new Fact.UnitRefused(seq, "refused", session + ": " + reason));
            case WorkFact.WorkBegan(var unit, var _, var worker) ->
                known.of(unit, (job, seq) -> write(job, new Fact.WorkerNamed(seq, worker.name(), worker.pid())));
            case WorkFact.UnitCharged(var unit, var _, var _, var fee, var balance) ->
                known.of(
                        unit,
                        (job, seq) -> write(
                                job, new Fact.AccountCharged(unit.session().text(), seq, fee, balance)));
            case WorkFact.WorkerDied _, WorkFact.UnitFinished _, WorkFact.UnitFailed _ -> {}
        }
    }

    private void tell(WorkFact.MoneyFact fact) {
        switch (fact) {
            case WorkFact.TicketsAccepted(var session, var _, var tickets, var won, var worth) ->
                known.of(session, job -> write(job, new Fact.AccountCredited(session, tickets, won, worth)));
            case WorkFact.WinnerFound(var session, var _, var ticket, var faceValue) ->
                known.of(session, job -> {
                    write(job, new Fact.WinnerFound(ticket, faceValue));
                    winners.accept(ticket, job);
                });
            case WorkFact.PaymentRefused _ -> {}
        }
    }

    private void tell(WorkFact.LiveFact fact) {
        switch (fact) {
            case WorkFact.LiveOpened(var session, var _, var stream, var model) -> {
                known.belongs(session.text(), named(stream, session.text()));
                remark(session.text(), "A live session of " + model + " has its place: " + session);
            }
            case WorkFact.LiveRefused(var stream, var model, var reason) -> {
                if (isJob(stream)) {
                    write(new JobId(stream), remarked("No live session of " + model + ": " + reason));
                }
            }
            case WorkFact.LiveStarted(var session) -> remark(session.text(), "A runner works on " + session);
            case WorkFact.LiveCharged(var session, long number, var _, var _, var fee, var balance) ->
                known.of(
                        session.text(),
                        job -> write(job, new Fact.AccountCharged(session.text(), number, fee, balance)));
            case WorkFact.LiveEnded(var session, var code, var sentence, var pixels) ->
                remark(
                        session.text(),
                        session + " ended after " + pixels.pixels() + " pixels, " + code + ": " + sentence);
        }
    }

    private void tell(WorkFact.BatchFact fact) {
        switch (fact) {
            case WorkFact.BatchTaken(var request, var _, var account, var asked, var pipeline, var model) -> {
                // Its tickets come next; of several requests to one model at once the latest is told of them.
                var job = named(asked, request);
                known.belongs(request, job);
                known.belongs(account, job);
                remark(request, "A request for " + pipeline + " with " + model + " has its place: " + request);
            }
            case WorkFact.BatchDone(var request, var _, var model, long used, var _, var fee, var balance) -> {
                remark(request, model + " answered " + request + ", " + used + " units");
                known.of(request, job -> write(job, new Fact.AccountCharged(request, 0, fee, balance)));
            }
            case WorkFact.BatchFailed(var request, var _, var model, int status, var reason) ->
                remark(request, model + " did not answer " + request + ", " + status + ": " + reason);
            case WorkFact.BatchRefused _ -> {}
        }
    }

    /** As the gateway calls it; as we do, if it gives no name that a job could have. */
    private static JobId named(String byGateway, String byUs) {
        return new JobId(isJob(byGateway) ? byGateway : byUs);
    }

    private static boolean isJob(String name) {
        return !name.isEmpty() && name.length() <= MAX_STREAM;
    }

    private void remark(String session, String sentence) {
        known.of(session, job -> write(job, remarked(sentence)));
    }

    private static Fact remarked(String sentence) {
        return new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), sentence);
    }

    /** Appended without waiting for the disk: the teller may be the thread that decides about all units. */
    private void write(JobId job, Fact fact) {
        journal.append(new JournalEntry(clock.instant(), job, fact));
    }
}
