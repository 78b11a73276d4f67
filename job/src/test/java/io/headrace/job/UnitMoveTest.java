package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import io.headrace.job.unit.UnitState;
import io.headrace.payments.Price;
import org.junit.jupiter.api.Test;

/** Unit 7, whose third attempt is made in the only session of the job. */
class UnitMoveTest {

    private static final Attempt ATTEMPT = new Attempt(3, 1, 1, Attempt.Params.AT_HAND);
    private static final Work WORK = Work.NONE.opened(new Session(1, Candidates.orchestrator(1), Price.FREE, 2));

    @Test
    void namesItsLineItsAttemptAndWhoWorkedOnIt() {
        var begun =
                new UnitMove(7, new UnitState.Ready(2), new UnitEvent.Begun(1), new UnitState.SegmentDispatch(ATTEMPT));

        var transition = begun.transition(WORK);

        assertThat(transition.rule().row()).isEqualTo("6");
        assertThat(transition.unit()).hasValue(7);
        assertThat(transition.attempt()).hasValue(3);
        assertThat(transition.reason()).isEqualTo(Reason.AS_PLANNED);
        assertThat(transition.orchestrator()).contains(Candidates.orchestrator(1));
    }

    @Test
    void isAboutTheAttemptThatEndedWithIt() {
        var done = new UnitMove(
                7, new UnitState.Settling(ATTEMPT), new UnitEvent.Settled(3, Purse.FILLED), new UnitState.Done(3));

        assertThat(done.transition(WORK).orchestrator()).contains(Candidates.orchestrator(1));
    }

    @Test
    void saysWhyNotOnlyWhat() {
        var returning = new UnitState.Returning(ATTEMPT);
        var settling = new UnitState.Settling(ATTEMPT);

        assertThat(reason(returning, new UnitEvent.Checked(3, Sampling.NOT_SAMPLED), new UnitState.Publishing(ATTEMPT)))
                .isEqualTo(Reason.NOT_SAMPLED);
        assertThat(reason(
                        returning,
                        new UnitEvent.Failed(3, Reason.RESULT_UNUSABLE),
                        new UnitState.Retry(ATTEMPT, Reason.RESULT_UNUSABLE)))
                .isEqualTo(Reason.RESULT_UNUSABLE);
        assertThat(reason(settling, new UnitEvent.Overdue(3, Phase.SETTLING), new UnitState.Done(3)))
                .isEqualTo(Reason.TIMEOUT);
        assertThat(reason(
                        new UnitState.Skipping(ATTEMPT, Reason.INPUT_UNUSABLE),
                        new UnitEvent.Skipped(3),
                        new UnitState.Done(3)))
                .isEqualTo(Reason.INPUT_UNUSABLE);
    }

    @Test
    void cannotBeOneThatTheLifecycleDoesNotList() {
        var leap = new UnitMove(7, new UnitState.Ready(0), new UnitEvent.Published(3), new UnitState.Done(3));

        assertThatThrownBy(() -> leap.transition(WORK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Ready")
                .hasMessageContaining("Done");
    }

    @Test
    void staysWhenNothingChanged() {
        var settling = new UnitState.Settling(ATTEMPT);

        assertThat(new UnitMove(7, settling, new UnitEvent.Resumed(), settling).stays())
                .isTrue();
    }

    private static Reason reason(UnitState from, UnitEvent event, UnitState to) {
        return new UnitMove(7, from, event, to).transition(WORK).reason();
    }
}
