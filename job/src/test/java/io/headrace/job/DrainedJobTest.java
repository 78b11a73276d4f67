package io.headrace.job;

import static io.headrace.job.Candidates.candidate;
import static io.headrace.job.Candidates.silent;
import static io.headrace.job.Candidates.unfunded;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobState.Completed;
import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Drained;
import io.headrace.job.JobState.Failed;
import io.headrace.job.JobState.Opening;
import io.headrace.job.JobState.Pausing;
import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Suspensions;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEvent.Purse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job without money: how it gets there, and the two ways out. */
class DrainedJobTest {

    @Test
    void isTiedToTheGraceTimeWhenTheLastOfTheMoneyWasSpent() {
        var story = JobStory.withUnits(2).checked(0, 1).settled(0, 1, Purse.DEPLETED);

        assertThat(story.state).isInstanceOf(Drained.class);
        assertThat(story.last(JobEffect.WaitAtMost.class))
                .isEqualTo(new JobEffect.WaitAtMost(JobLimits.DEFAULT.grace(), new Wait.ForFunds()));
    }

    @Test
    void goesOnToItsEndWhenItIsFundedInTime() {
        var story = JobStory.withUnits(2)
                .take(new JobEvent.SourceEnded())
                .checked(0, 1)
                .settled(0, 1, Purse.DEPLETED)
                .take(new JobEvent.Funded());
        assertThat(story.state).isInstanceOf(Discovering.class);

        story.found(candidate(1, 50)).checked(1, 1).settled(1, 1, Purse.FILLED);

        assertThat(story.state).isEqualTo(new Completed(new Outcome.Completed(2)));
        assertThat(story.all(JobEffect.Publish.class))
                .extracting(JobEffect.Publish::seq)
                .containsExactly(0L, 1L);
    }

    @Test
    void failsWithItsReasonWhenNobodyFundsItInTime() {
        var story = JobStory.withUnits(2)
                .checked(0, 1)
                .settled(0, 1, Purse.DEPLETED)
                .take(new JobEvent.Overdue(new Wait.ForFunds()));

        assertThat(story.state)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.outcome().reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS));
        assertThat(story.rows()).endsWith("18", "19", "22");
    }

    @Test
    void waitsForMoneyWhenAllAskForMore() {
        var story = searching().found(unfunded(1), unfunded(2));

        assertThat(story.state).isInstanceOf(Drained.class);
        assertThat(story.all(JobEffect.AwaitFunds.class)).hasSize(1);
    }

    @Test
    void prefersWhoTakesTheMoneyThatIsThere() {
        var story = searching().found(unfunded(1), candidate(2, 50));

        assertThat(story.worksFor()).isEqualTo(Candidates.orchestrator(2));
    }

    @Test
    void asksAgainWhoIsSilentBeforeItAsksForMoney() {
        var story = searching().found(unfunded(1), silent(2));
        assertThat(story.state)
                .isInstanceOfSatisfying(
                        Discovering.class,
                        discovering -> assertThat(discovering.search()).isInstanceOf(Pausing.class));

        for (int round = 1; round < JobLimits.DEFAULT.search().maxRounds(); round++) {
            var pausing = ((Discovering) story.state).search();
            story.take(new JobEvent.Overdue(new Wait.BeforeRound(pausing.round())));
            story.found(unfunded(1), silent(2));
        }

        assertThat(story.state).isInstanceOf(Drained.class);
    }

    @Test
    void failsWithoutWaitingWhenMoneyWouldNotHelp() {
        var story = new JobStory(JobLimits.DEFAULT);
        begin(story);
        for (int round = 1; round < JobLimits.DEFAULT.search().maxRounds(); round++) {
            story.found(candidate(1, 5_000));
            var pausing = ((Discovering) story.state).search();
            story.take(new JobEvent.Overdue(new Wait.BeforeRound(pausing.round())));
        }

        story.found(candidate(1, 5_000));

        assertThat(story.state).isInstanceOf(Failed.class);
        assertThat(story.all(JobEffect.AwaitFunds.class)).isEmpty();
    }

    @Test
    void triesTheOthersWhenOneRefusesASessionForMoney() {
        var story = searching();
        story.take(new JobEvent.CandidatesFound(
                story.last(JobEffect.Discover.class).round(), List.of(candidate(1, 50), candidate(2, 60))));
        var first = (Opening) ((Discovering) story.state).search();

        story.take(new JobEvent.SessionRefused(first.session(), Reason.INSUFFICIENT_FUNDS));

        assertThat(((Discovering) story.state).search())
                .isInstanceOfSatisfying(
                        Opening.class,
                        second -> assertThat(second.chosen().orchestrator())
                                .isNotEqualTo(first.chosen().orchestrator()));

        var second = (Opening) ((Discovering) story.state).search();
        story.take(new JobEvent.SessionRefused(second.session(), Reason.INSUFFICIENT_FUNDS));

        assertThat(story.state)
                .isInstanceOfSatisfying(
                        Drained.class,
                        drained -> assertThat(drained.work().suspensions()).isEqualTo(Suspensions.NONE));
    }

    @Test
    void isNotFundedForEverWithoutGettingAnywhere() {
        var story = searching().found(unfunded(1));
        for (int wait = 0; wait < JobLimits.DEFAULT.swaps().most(); wait++) {
            assertThat(story.state).isInstanceOf(Drained.class);
            story.take(new JobEvent.Funded()).found(unfunded(1));
        }

        assertThat(story.state)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.outcome().reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS));
    }

    @Test
    void keepsWhatCameBackWhileItWaits() {
        var story = JobStory.withUnits(2).checked(0, 1).settled(0, 1, Purse.DEPLETED);

        story.checked(1, 1).settled(1, 1, Purse.DEPLETED).take(new JobEvent.SourceEnded());

        assertThat(story.state).isEqualTo(new Completed(new Outcome.Completed(2)));
    }

    @Test
    void waitsAfterARestartAsBefore() {
        var story = JobStory.withUnits(2).checked(0, 1).settled(0, 1, Purse.DEPLETED);

        story.take(new JobEvent.Resumed());

        assertThat(story.state).isInstanceOf(Drained.class);
        assertThat(story.all(JobEffect.AwaitFunds.class)).hasSize(2);
    }

    @Test
    void takesNoNoticeOfMoneyWhileItHasSome() {
        var story = JobStory.withUnits(1);

        story.take(new JobEvent.Funded());

        assertThat(story.state).isInstanceOf(SessionEstablished.class);
    }

    private static JobStory searching() {
        return begin(new JobStory());
    }

    private static JobStory begin(JobStory story) {
        story.take(new JobEvent.IngestStarted());
        return story.take(new JobEvent.SegmentReady(new Unit(0, Duration.ZERO, Duration.ofSeconds(2), 10)));
    }
}
