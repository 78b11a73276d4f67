package io.headrace.journal;

import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an entry of a journal says. The paying side records how a job went; the working side records, under the same
 * job and unit numbers, what it admitted, who worked and what it was paid. Amounts are exact.
 */
public sealed interface Fact {

    /** True for what must be safe before anything is done because of it. */
    default boolean durable() {
        return false;
    }

    record JobCreated(JobClass jobClass, String pipeline) implements Fact {
        @Override
        public boolean durable() {
            return true;
        }
    }

    /** What performs a job's work, where its pipeline has several of it. */
    record ModelNamed(String model) implements Fact {}

    /** @param life the numbers of this life begin anew */
    record JobResumed(int life) implements Fact {
        @Override
        public boolean durable() {
            return true;
        }
    }

    /** @param state Completed, Cancelled or Failed */
    record JobEnded(String state, long published, Reason reason) implements Fact {
        @Override
        public boolean durable() {
            return true;
        }
    }

    /**
     * A transition; the names are the machine's own. That a unit is left out is safe before the viewer is told: it must
     * not be published after a restart.
     *
     * @param unit empty for a transition of the job itself
     */
    record Moved(
            OptionalLong unit,
            OptionalInt attempt,
            String from,
            String event,
            String to,
            Reason reason,
            Optional<Orchestrator> orchestrator)
            implements Fact {
        @Override
        public boolean durable() {
            return to.equals("Skipping");
        }
    }

    /** @param reason a code and a sentence: who was left out, and by which numbers */
    record CandidateJudged(int round, Orchestrator orchestrator, Finding finding, String reason) implements Fact {}

    record SessionAgreed(int session, Orchestrator orchestrator, Price price, int capacity) implements Fact {}

    record UnitAccepted(long unit, Duration start, Duration duration, long quantity) implements Fact {}

    record UnitDispatched(long unit, Attempt attempt, Orchestrator orchestrator, Credit estimatedFee) implements Fact {}

    /** Tickets that went out with one attempt: their nonces, both ends included, under one commitment. */
    record TicketsSent(
            long unit,
            int attempt,
            Orchestrator orchestrator,
            Hash256 randHash,
            long firstNonce,
            long lastNonce,
            Wei faceValue,
            Credit expectedValue)
            implements Fact {
        public TicketsSent {
            if (firstNonce < 0 || lastNonce < firstNonce) {
                throw new IllegalArgumentException("Nonces from %d to %d".formatted(firstNonce, lastNonce));
            }
        }

        public long count() {
            return lastNonce - firstNonce + 1;
        }
    }

    /** What an attempt cost by the answer that came; late answers included. */
    record FeeSettled(long unit, int attempt, Orchestrator orchestrator, Credit fee) implements Fact {}

    /** What was paid and not worked for. */
    record CreditLost(long unit, int attempt, Orchestrator orchestrator, Credit amount, Reason reason)
            implements Fact {}

    /**
     * An interval of a live session was paid: it belongs to no unit.
     *
     * @param quantity in the pipeline's unit
     * @param lastNonce below the first where credit sufficed and no ticket was sent
     */
    record IntervalPaid(
            Orchestrator orchestrator,
            Standing standing,
            long quantity,
            Hash256 randHash,
            long firstNonce,
            long lastNonce,
            Wei faceValue,
            Credit expectedValue)
            implements Fact {
        public IntervalPaid {
            if (firstNonce < 0 || lastNonce < firstNonce - 1) {
                throw new IllegalArgumentException("Nonces from %d to %d".formatted(firstNonce, lastNonce));
            }
        }

        public long count() {
            return lastNonce - firstNonce + 1;
        }
    }

    /** What was paid for an interval of a live session that did not come about. */
    record IntervalLost(Orchestrator orchestrator, Credit amount, Reason reason) implements Fact {}

    /** What somebody who stood by charged for what it was sent, beside the one whose work was used. */
    record StandbyCharged(Orchestrator orchestrator, Credit fee) implements Fact {}

    /** What a gateway's agreement came to: sent = debited + lost + what the orchestrator still has of it. */
    record SessionClosed(Orchestrator orchestrator, Credit sent, Credit debited, Credit lost, Credit left)
            implements Fact {}

    /** Why something failed, in one sentence for people, where the lifecycle has a reason code alone. */
    record Remarked(OptionalLong unit, OptionalInt attempt, String sentence) implements Fact {}

    /** Tickets were accepted into an account of the working side, for what they are worth. */
    record AccountCredited(String session, long tickets, long winners, Credit worth) implements Fact {}

    /** A unit's fee was taken from an account of the working side, which has that much left. */
    record AccountCharged(String session, long unit, Credit fee, Credit balance) implements Fact {}

    record UnitAdmitted(long unit, String session, Credit estimatedFee) implements Fact {}

    /** @param refusal code of the refusal; {@code sentence} has its numbers */
    record UnitRefused(long unit, String refusal, String sentence) implements Fact {}

    /** Who does the work of a unit: a name unique with its orchestrator, and the process. */
    record WorkerNamed(long unit, String worker, long pid) implements Fact {}

    record TicketsAccepted(long unit, Hash256 randHash, long firstNonce, long lastNonce, Credit expectedValue)
            implements Fact {
        public TicketsAccepted {
            if (firstNonce < 0 || lastNonce < firstNonce) {
                throw new IllegalArgumentException("Nonces from %d to %d".formatted(firstNonce, lastNonce));
            }
        }
    }

    record FeeDebited(long unit, Credit fee) implements Fact {}

    record WinnerFound(Hash256 ticket, Wei faceValue) implements Fact {
        @Override
        public boolean durable() {
            return true;
        }
    }

    /** @param amount what the broker paid out, which may be less than the face value */
    record Redeemed(Hash256 ticket, Wei amount, Hash256 transaction) implements Fact {}

    /**
     * What an orchestrator's own journal says of the job, written down here so that it is known when that journal can
     * no longer be asked.
     */
    record Heard(Orchestrator from, JournalEntry entry) implements Fact {
        public Heard {
            if (entry.fact() instanceof Heard) {
                throw new IllegalArgumentException("An orchestrator's journal speaks for itself, not for another");
            }
        }
    }

    /** Written by a newer version; kept as it is. */
    record Unknown(String kind, String json) implements Fact {}

    /** What an orchestrator was to a live session. */
    enum Standing {
        SERVING,
        STANDING_BY
    }

    /** What selection made of a candidate. */
    enum Finding {
        CHOSEN,
        PASSED_OVER,
        REFUSED
    }
}
