package io.headrace.gateway.run;

import io.headrace.job.JobEffect;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.Step;
import io.headrace.payments.Credit;
import io.headrace.payments.sender.PaidSums;
import io.headrace.payments.sender.StagedPayment;
import java.time.Instant;

/** Where one job's story is written down. Any thread. */
public interface JobLog {

    /** A step was decided; returns when it is as safe as it must be, before its effects begin. */
    void decided(Instant at, Step<JobState, JobEffect> step);

    /** Tickets are about to be sent; returns when that is durable, so that no restart takes their nonces again. */
    void ticketsSent(long seq, int attempt, Orchestrator orchestrator, StagedPayment payment, Credit ticketValue);

    /** The work came back and cost that much. */
    void feeDebited(long seq, int attempt, Orchestrator orchestrator, long pixels, Credit fee);

    /** Tickets were sent and no usable answer came. */
    void creditLost(long seq, int attempt, Orchestrator orchestrator, Credit lost);

    /** What a session comes to; {@code credit} is what the orchestrator still has of ours. */
    void sessionClosed(Orchestrator orchestrator, PaidSums sums, Credit credit);

    /** Something a person wants to know and the lifecycle has no row for. */
    void remarked(long seq, int attempt, String sentence);

    void ended(Outcome outcome);
}
