package io.headrace.job;

import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.payments.Credit;
import java.time.Duration;
import java.util.List;

/** What a job wants done once its decision is recorded. */
public sealed interface JobEffect {

    /** Only to be remembered: the recorder takes these, nobody performs them. */
    sealed interface Note extends JobEffect {}

    /** A transition was made. */
    record Moved(Transition transition) implements Note {}

    /** A round of selection, whoever was chosen. */
    record Judged(int round, List<Verdict> verdicts) implements Note {
        public Judged {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** The intake may tell units up to this number, exclusive, beginning with {@code from}. Grows as units are done. */
    record Demand(long from, long upTo) implements JobEffect {}

    /** Ask around: {@code CandidatesFound} of the same round. */
    record Discover(int round) implements JobEffect {}

    /** Agree with this one: {@code SessionOpened} or {@code SessionRefused}. */
    record OpenSession(int session, Candidate candidate) implements JobEffect {}

    /** No unit uses it any more. Not answered. */
    record CloseSession(int session) implements JobEffect {}

    /** Pay and send a unit, see {@link UnitEffect.Dispatch}; the fee is what it is expected to cost. */
    record Dispatch(Unit unit, Attempt attempt, Session session, Credit estimatedFee) implements JobEffect {}

    /** Publish the result of that attempt: {@code Published} or {@code Failed}. Asked in the order of units, each once. */
    record Publish(long seq, int attempt) implements JobEffect {}

    /**
     * Tell the viewer that this unit is left out, in its turn: {@code Skipped} or {@code Failed}. After a restart it is
     * asked again; a unit that the viewer has from before stays.
     */
    record Skip(long seq, int attempt) implements JobEffect {}

    /** What a unit wants, other than dispatch and publication. */
    record ForUnit(long seq, UnitEffect effect) implements JobEffect {}

    /** Watch deposit and reserve: {@code Funded} when they suffice again. */
    record AwaitFunds() implements JobEffect {}

    /** {@code Overdue} after that time. A job has one timer for its source and one for the rest: this replaces it. */
    record WaitAtMost(Duration patience, Wait waiting) implements JobEffect {}

    /** The timer of that kind is not needed any more. */
    record StopTimer(Wait waiting) implements JobEffect {}

    /** The job is over: tell the client. The last effect of a job; every timer may be let go. */
    record End(Outcome outcome) implements JobEffect {}
}
