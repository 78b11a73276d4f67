package io.headrace.job.unit;

import static io.headrace.job.unit.Timeliness.IN_TIME;
import static io.headrace.job.unit.Timeliness.LATE;
import static io.headrace.job.unit.Timeliness.LATE_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt.Params;
import io.headrace.job.unit.UnitEvent.ByAttempt;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A unit whose second attempt is the last. */
class TimelinessTest {

    private static final Attempt SECOND = new Attempt(2, 1, 2, Params.AT_HAND);
    private static final UnitState READY = new UnitState.Ready(2);
    private static final UnitState SENDING = new UnitState.SegmentDispatch(SECOND);
    private static final UnitState EXECUTING = new UnitState.Executing(SECOND);
    private static final UnitState PAUSING = new UnitState.Retry(SECOND, Reason.TIMEOUT);
    private static final UnitState RETURNING = new UnitState.Returning(SECOND);
    private static final UnitState VERIFYING = new UnitState.Verifying(SECOND);
    private static final UnitState PUBLISHING = new UnitState.Publishing(SECOND);
    private static final UnitState SETTLING = new UnitState.Settling(SECOND);
    private static final UnitState SKIPPING = new UnitState.Skipping(SECOND, Reason.INPUT_UNUSABLE);
    private static final UnitState DONE = new UnitState.Done(2);
    private static final UnitState LEFT = new UnitState.Left(SECOND, Reason.TIMEOUT);
    private static final List<UnitState> ALL = List.of(
            READY, SENDING, EXECUTING, PAUSING, RETURNING, VERIFYING, PUBLISHING, SETTLING, SKIPPING, DONE, LEFT);

    @Test
    void takesAResultWhileItIsSentOrWorkedOn() {
        assertThat(inTime(new UnitEvent.Returned(2))).containsExactly(SENDING, EXECUTING);
    }

    @Test
    void paysForAResultThatCameAfterItsAttemptWasGivenUp() {
        assertThat(Stream.of(READY, PAUSING, LEFT))
                .allMatch(state -> Timeliness.of(state, new UnitEvent.Returned(2)) == LATE_RESULT);
    }

    @Test
    void paysForAResultOfAnEarlierAttemptInAnyState() {
        assertThat(ALL).allMatch(state -> Timeliness.of(state, new UnitEvent.Returned(1)) == LATE_RESULT);
    }

    @Test
    void doesNotPayTwiceForAResultThatIsInUse() {
        assertThat(Stream.of(RETURNING, VERIFYING, PUBLISHING, SETTLING, SKIPPING, DONE))
                .allMatch(state -> Timeliness.of(state, new UnitEvent.Returned(2)) == LATE);
    }

    @Test
    void paysNothingForAnyOtherAnswerToAnEarlierAttempt() {
        var answers = List.of(
                new UnitEvent.Uploaded(1),
                new UnitEvent.Failed(1, Reason.TIMEOUT),
                new UnitEvent.Checked(1, Sampling.SAMPLED),
                new UnitEvent.Verified(1),
                new UnitEvent.Mismatched(1),
                new UnitEvent.Published(1),
                new UnitEvent.Skipped(1),
                new UnitEvent.Settled(1, Purse.FILLED),
                new UnitEvent.RetryDue(1),
                new UnitEvent.Overdue(1, Phase.EXECUTING));

        for (var answer : answers) {
            assertThat(ALL).as("%s", answer).allMatch(state -> Timeliness.of(state, answer) == LATE);
        }
    }

    @Test
    void endsNoWaitButTheOneThatTheTimerWasSetFor() {
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.SEGMENT_DISPATCH))).containsExactly(SENDING);
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.EXECUTING))).containsExactly(EXECUTING);
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.RETURNING))).containsExactly(RETURNING);
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.VERIFYING))).containsExactly(VERIFYING);
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.PUBLISHING))).containsExactly(PUBLISHING, SKIPPING);
        assertThat(inTime(new UnitEvent.Overdue(2, Phase.SETTLING))).containsExactly(SETTLING);
        assertThat(inTime(new UnitEvent.RetryDue(2))).containsExactly(PAUSING);
        assertThat(inTime(new UnitEvent.Uploaded(2))).containsExactly(SENDING);
    }

    @Test
    void hearsOfNoFailureOfWhatIsGivenUp() {
        assertThat(inTime(new UnitEvent.Failed(2, Reason.WORKER_LOST)))
                .doesNotContain(READY, PAUSING, DONE, LEFT)
                .contains(SENDING, EXECUTING, RETURNING, VERIFYING, PUBLISHING);
    }

    @Test
    void letsOnlyOurOwnStoreFailToSkip() {
        assertThat(Timeliness.of(SKIPPING, new UnitEvent.Failed(2, Reason.INPUT_UNUSABLE)))
                .isEqualTo(LATE);
        assertThat(Timeliness.of(SKIPPING, new UnitEvent.Failed(2, Reason.NOT_PUBLISHED)))
                .isEqualTo(IN_TIME);
    }

    private static List<UnitState> inTime(ByAttempt answer) {
        return ALL.stream()
                .filter(state -> Timeliness.of(state, answer) == IN_TIME)
                .toList();
    }
}
