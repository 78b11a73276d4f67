package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.job.JobState.Completed;
import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Drained;
import io.headrace.job.JobState.Failed;
import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobMachineTest {

    @Test
    void walksTheNetworksRowsToACompletedJob() {
        var story = JobStory.withUnits(1)
                .unit(0, new UnitEvent.Uploaded(1))
                .unit(0, new UnitEvent.Returned(1))
                .unit(0, new UnitEvent.Checked(1, Sampling.SAMPLED))
                .unit(0, new UnitEvent.Verified(1))
                .settled(0, 1, Purse.FILLED)
                .take(new JobEvent.SourceEnded());

        assertThat(story.rows()).containsExactly("2", "3", "4", "6", "7", "8", "13", "14", "16", "17");
        assertThat(story.state).isEqualTo(new Completed(new Outcome.Completed(1)));
        assertThat(story.all(JobEffect.CloseSession.class)).hasSize(1);
    }

    @Test
    void sendsAsManyUnitsAsTheSessionTakesAndSaysWhatTheyCost() {
        var story = JobStory.withUnits(6);

        assertThat(story.all(JobEffect.Dispatch.class)).hasSize(JobLimits.DEFAULT.unitsPerSession());
        assertThat(story.last(JobEffect.Dispatch.class).estimatedFee()).isEqualTo(Credit.of(500));
    }

    @Test
    void publishesInOrderAlthoughResultsComeOutOfOrder() {
        var story = JobStory.withUnits(3).checked(2, 1).checked(1, 1);

        assertThat(story.all(JobEffect.Publish.class)).isEmpty();

        story.checked(0, 1).settled(0, 1, Purse.FILLED);

        assertThat(story.all(JobEffect.Publish.class))
                .containsExactly(new JobEffect.Publish(0, 1), new JobEffect.Publish(1, 1));
    }

    @Test
    void swapsWhenTheRetryBudgetIsSpent() {
        var story = JobStory.withUnits(1)
                .failed(0, 1, Reason.WORKER_ERROR)
                .failed(0, 2, Reason.WORKER_LOST)
                .failed(0, 3, Reason.TIMEOUT);

        assertThat(story.state).isInstanceOf(Discovering.class);
        assertThat(story.rows()).endsWith("11", "12");
        assertThat(story.all(JobEffect.CloseSession.class)).containsExactly(new JobEffect.CloseSession(1));

        story.found(Candidates.candidate(1, 1), Candidates.candidate(2, 90));

        assertThat(((SessionEstablished) story.state).session().orchestrator()).isEqualTo(Candidates.orchestrator(2));
        assertThat(story.last(JobEffect.Dispatch.class).attempt())
                .isEqualTo(new Attempt(4, 2, 1, Attempt.Params.AT_HAND));
    }

    @Test
    void swapsAtOnceWhenVerificationFails() {
        var story = JobStory.withUnits(1)
                .unit(0, new UnitEvent.Returned(1))
                .unit(0, new UnitEvent.Checked(1, Sampling.SAMPLED))
                .unit(0, new UnitEvent.Mismatched(1));

        assertThat(story.rows()).endsWith("15", "12");
        assertThat(story.effects).contains(new JobEffect.ForUnit(0, new UnitEffect.BookLoss(1)));
    }

    @Test
    void letsUnitsInFlightFinishInTheSessionThatIsLeft() {
        var story = JobStory.withUnits(2).take(new JobEvent.SessionEnded(1, Reason.SESSION_ENDED));

        assertThat(story.all(JobEffect.CloseSession.class)).isEmpty();

        story.checked(0, 1).settled(0, 1, Purse.FILLED).checked(1, 1).settled(1, 1, Purse.FILLED);

        assertThat(story.all(JobEffect.Publish.class)).hasSize(2);
        assertThat(story.all(JobEffect.CloseSession.class)).containsExactly(new JobEffect.CloseSession(1));
    }

    @Test
    void asksForFreshParametersOnceWhenATicketIsRefused() {
        var story = JobStory.withUnits(1).failed(0, 1, Reason.TICKET_REFUSED);

        assertThat(story.last(JobEffect.Dispatch.class).attempt().params()).isEqualTo(Attempt.Params.FRESH);

        story.failed(0, 2, Reason.TICKET_REFUSED);

        assertThat(story.rows()).endsWith("11", "12");
    }

    @Test
    void asksSomebodyElseBeforeItBelievesThatTheInputIsUnusable() {
        var story = JobStory.withUnits(1).unit(0, new UnitEvent.Failed(1, Reason.INPUT_UNUSABLE));

        assertThat(story.state).isInstanceOf(Discovering.class);

        story.found(Candidates.candidate(1, 1), Candidates.candidate(2, 90))
                .checked(0, 2)
                .settled(0, 2, Purse.FILLED)
                .take(new JobEvent.SourceEnded());

        assertThat(story.state).isEqualTo(new Completed(new Outcome.Completed(1)));
    }

    @Test
    void failsWhenTwoAgreeThatTheInputIsUnusable() {
        var story = JobStory.withUnits(2)
                .unit(1, new UnitEvent.Failed(1, Reason.INPUT_UNUSABLE))
                .found(Candidates.candidate(1, 1), Candidates.candidate(2, 90))
                .unit(1, new UnitEvent.Failed(2, Reason.INPUT_UNUSABLE));

        assertThat(((Failed) story.state).outcome().reason()).isEqualTo(Reason.INPUT_UNUSABLE);
        assertThat(story.rows()).endsWith("22");
        assertThat(story.effects)
                .contains(
                        new JobEffect.ForUnit(0, new UnitEffect.Abandon(new Attempt(1, 1, 1, Attempt.Params.AT_HAND))));
    }

    @Test
    void booksALateAnswerAndChangesNothing() {
        var story = JobStory.withUnits(1)
                .unit(0, new UnitEvent.Overdue(1, UnitEvent.Phase.SEGMENT_DISPATCH))
                .unit(0, new UnitEvent.RetryDue(1));
        var before = story.state;

        story.unit(0, new UnitEvent.Returned(1));

        assertThat(story.state).isEqualTo(before);
        assertThat(story.effects.getLast()).isEqualTo(new JobEffect.ForUnit(0, new UnitEffect.BookLoss(1)));
    }

    @Test
    void waitsForMoneyAndGoesOnWhenItComes() {
        var story = JobStory.withUnits(2).checked(0, 1).settled(0, 1, Purse.DEPLETED);

        assertThat(story.state).isInstanceOf(Drained.class);
        assertThat(story.all(JobEffect.AwaitFunds.class)).hasSize(1);

        story.take(new JobEvent.Funded());

        assertThat(story.state).isInstanceOf(Discovering.class);
    }

    @Test
    void failsWhenNoMoneyComesWithinTheGraceTime() {
        var story = JobStory.withUnits(2)
                .checked(0, 1)
                .settled(0, 1, Purse.DEPLETED)
                .take(new JobEvent.Overdue(new Wait.ForFunds()));

        assertThat(story.rows()).endsWith("17", "18", "19", "22");
    }

    @Test
    void saysWhichCriterionRefusedWhomWhenNobodySuits() {
        var story = new JobStory()
                .take(new JobEvent.IngestStarted())
                .take(new JobEvent.SegmentReady(new Unit(0, Duration.ZERO, Duration.ofSeconds(2), 10)));

        for (int round = 1; round < JobLimits.DEFAULT.search().maxRounds(); round++) {
            story.found(Candidates.candidate(1, 101));
            story.take(new JobEvent.Overdue(
                    new Wait.BeforeRound(((Discovering) story.state).search().round())));
        }
        story.found(Candidates.candidate(1, 101));

        var outcome = ((Failed) story.state).outcome();
        assertThat(story.rows()).endsWith("5", "22");
        assertThat(outcome.reason()).isEqualTo(Reason.NO_SUITABLE_ORCHESTRATOR);
        assertThat(outcome.lastVerdicts())
                .containsExactly(new Verdict(
                        Candidates.orchestrator(1),
                        new Verdict.Refused(new Refusal.TooExpensive(Price.of(101, 1), Price.of(100, 1)))));
    }

    @Test
    void remembersARewardWithoutDelayingAnything() {
        var story = JobStory.withUnits(1).checked(0, 1);
        var before = story.state;

        story.take(new JobEvent.RewardCalled(Candidates.orchestrator(1)));

        assertThat(story.state).isEqualTo(before);
        assertThat(story.rows()).endsWith("20", "21");
    }

    @Test
    void letsTheIntakeGoOnAsUnitsAreDone() {
        var story = JobStory.withUnits(1).checked(0, 1).settled(0, 1, Purse.FILLED);

        assertThat(story.last(JobEffect.Demand.class))
                .isEqualTo(new JobEffect.Demand(1, 1 + JobLimits.DEFAULT.window()));
    }

    @Test
    void refusesAUnitThatIsNotNext() {
        var story = JobStory.withUnits(1);

        assertThatThrownBy(() ->
                        story.take(new JobEvent.SegmentReady(new Unit(5, Duration.ZERO, Duration.ofSeconds(2), 10))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Unit 5 came where 1 was next");
    }

    @Test
    void takesEveryUnitBackAfterARestartUnderNewNumbers() {
        var story = JobStory.withUnits(2).take(new JobEvent.Resumed()).found(Candidates.candidate(1, 50));

        assertThat(story.all(JobEffect.Dispatch.class).subList(2, 4))
                .extracting(dispatch -> dispatch.attempt().number())
                .containsExactly(1_001, 1_001);
    }
}
