package io.headrace.journal;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One fact of each kind. */
final class Facts {

    static final JobId JOB = new JobId("stream-1");
    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    static final Orchestrator ORCHESTRATOR = new Orchestrator(
            EthAddress.parse("0x00000000000000000000000000000000000000aa"), URI.create("https://localhost:8935"));
    static final Hash256 HASH = Hash256.of(BigInteger.valueOf(77));
    static final Credit THIRD = new Credit(BigInteger.ONE, BigInteger.valueOf(3));

    private Facts() {}

    static JournalEntry entry(Fact fact) {
        return new JournalEntry(AT, JOB, fact);
    }

    static Fact.Moved moved(long unit, int attempt, String from, String event, String to, Reason reason) {
        return new Fact.Moved(
                OptionalLong.of(unit), OptionalInt.of(attempt), from, event, to, reason, Optional.of(ORCHESTRATOR));
    }

    static Fact.Moved moved(String from, String event, String to) {
        return new Fact.Moved(
                OptionalLong.empty(), OptionalInt.empty(), from, event, to, Reason.AS_PLANNED, Optional.empty());
    }

    static Fact.UnitDispatched dispatched(long unit, int attempt) {
        return new Fact.UnitDispatched(
                unit, new Attempt(attempt, 1, 1, Attempt.Params.AT_HAND), ORCHESTRATOR, Credit.of(90));
    }

    static Fact.TicketsSent ticketsSent(long unit, int attempt) {
        return new Fact.TicketsSent(unit, attempt, ORCHESTRATOR, HASH, 4, 5, Wei.of(500), Credit.of(100));
    }

    static Fact.IntervalPaid intervalPaid(Fact.Standing standing) {
        return new Fact.IntervalPaid(ORCHESTRATOR, standing, 13_824_000, HASH, 4, 6, Wei.of(500), Credit.of(150));
    }

    static List<Fact> all() {
        return List.of(
                new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"),
                new Fact.JobResumed(2),
                new Fact.JobEnded("Failed", 3, Reason.INSUFFICIENT_FUNDS),
                moved("Ingesting", "SegmentReady", "Discovering"),
                moved(3, 1, "Executing", "Failed", "Retry", Reason.WORKER_LOST),
                new Fact.CandidateJudged(1, ORCHESTRATOR, Fact.Finding.REFUSED, "no-price: named no price"),
                new Fact.SessionAgreed(1, ORCHESTRATOR, Price.of(1, 3), 4),
                new Fact.UnitAccepted(3, Duration.ofSeconds(6), Duration.ofMillis(2_002), 100),
                dispatched(3, 1),
                ticketsSent(3, 1),
                new Fact.FeeSettled(3, 1, ORCHESTRATOR, THIRD),
                new Fact.CreditLost(3, 1, ORCHESTRATOR, THIRD, Reason.TIMEOUT),
                intervalPaid(Fact.Standing.SERVING),
                new Fact.IntervalLost(ORCHESTRATOR, THIRD, Reason.UNPAID),
                new Fact.StandbyCharged(ORCHESTRATOR, THIRD),
                new Fact.ModelNamed("espcn-x2"),
                new Fact.SessionClosed(ORCHESTRATOR, Credit.of(9), Credit.of(5), Credit.of(1), Credit.of(3)),
                new Fact.Remarked(OptionalLong.of(3), OptionalInt.empty(), "The connection was closed"),
                new Fact.AccountCredited("session", 2, 1, Credit.of(100)),
                new Fact.AccountCharged("session", 3, THIRD, Credit.of(10)),
                new Fact.Heard(ORCHESTRATOR, entry(new Fact.WorkerNamed(3, "worker-1", 4711))),
                new Fact.UnitAdmitted(3, "session", Credit.of(90)),
                new Fact.UnitRefused(3, "OrchestratorBusy", "5 of 5 units are waiting"),
                new Fact.WorkerNamed(3, "worker-1", 4711),
                new Fact.TicketsAccepted(3, HASH, 4, 5, Credit.of(100)),
                new Fact.FeeDebited(3, THIRD),
                new Fact.WinnerFound(HASH, Wei.of(500)),
                new Fact.Redeemed(HASH, Wei.of(499), HASH),
                new Fact.AccountCredited("session", 2, 1, Credit.of(100)),
                new Fact.AccountCharged("session", 3, THIRD, Credit.of(7)),
                new Fact.Heard(ORCHESTRATOR, entry(new Fact.WorkerNamed(3, "worker-1", 4711))));
    }
}
