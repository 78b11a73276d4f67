package io.headrace.gateway.run;

import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.machine.Host;
import io.headrace.payments.Credit;
import io.headrace.payments.sender.PaidSums;
import io.headrace.payments.sender.StagedPayment;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the adapters of a job add to its story: money, and sentences for people. Any thread. */
public record JobBook(Journal journal, JobId job, Host host) {

    /** Tickets are about to be sent. */
    public void ticketsSent(
            long seq, int attempt, Orchestrator orchestrator, StagedPayment payment, Credit ticketValue) {
        write(new Fact.TicketsSent(
                seq,
                attempt,
                orchestrator,
                payment.params().randHash(),
                payment.firstNonce(),
                payment.firstNonce() + payment.tickets() - 1,
                payment.params().faceValue(),
                ticketValue.times(payment.tickets())));
    }

    /** The work came back and cost that much. */
    public void feeSettled(long seq, int attempt, Orchestrator orchestrator, Credit fee) {
        write(new Fact.FeeSettled(seq, attempt, orchestrator, fee));
    }

    /** Tickets were sent and no usable answer came. */
    public void creditLost(long seq, int attempt, Orchestrator orchestrator, Credit lost, Reason reason) {
        write(new Fact.CreditLost(seq, attempt, orchestrator, lost, reason));
    }

    /**
     * An interval of a live session is about to be paid.
     *
     * @param quantity of work
     */
    public void intervalPaid(
            Orchestrator orchestrator,
            Fact.Standing standing,
            long quantity,
            StagedPayment payment,
            Credit ticketValue) {
        write(new Fact.IntervalPaid(
                orchestrator,
                standing,
                quantity,
                payment.params().randHash(),
                payment.firstNonce(),
                payment.firstNonce() + payment.tickets() - 1,
                payment.params().faceValue(),
                ticketValue.times(payment.tickets())));
    }

    /** Tickets were sent for an interval, and not taken. */
    public void intervalLost(Orchestrator orchestrator, Credit lost, Reason reason) {
        write(new Fact.IntervalLost(orchestrator, lost, reason));
    }

    /** Somebody who stood by was sent the input, too. */
    public void standbyCharged(Orchestrator orchestrator, Credit fee) {
        write(new Fact.StandbyCharged(orchestrator, fee));
    }

    /** @param left what the orchestrator still has of ours */
    public void sessionClosed(Orchestrator orchestrator, PaidSums sums, Credit left) {
        write(new Fact.SessionClosed(orchestrator, sums.sent(), sums.debited(), sums.lost(), left));
    }

    public void remarked(long seq, int attempt, String sentence) {
        write(new Fact.Remarked(OptionalLong.of(seq), OptionalInt.of(attempt), sentence));
    }

    /** About the job itself. */
    public void remarked(String sentence) {
        write(new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), sentence));
    }

    private void write(Fact fact) {
        journal.record(new JournalEntry(host.moment().now(), job, fact));
    }
}
