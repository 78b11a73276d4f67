package io.headrace.job;

import static io.headrace.job.Candidates.candidate;
import static io.headrace.job.Candidates.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.job.JobState.Completed;
import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Failed;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a live stream needs of the lifecycle: it goes on while its publisher sends. */
class LiveJobTest {

    @Nested
    class OfInputThatNobodyCanWorkOn {

        @Test
        void leavesTheUnitOutWhenTwoOrchestratorsAgree() {
            var story = JobStory.live(2)
                    .unit(0, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(0, unusable(2));

            assertThat(story.all(JobEffect.Skip.class)).containsExactly(new JobEffect.Skip(0, 2));
            assertThat(story.worksFor()).isEqualTo(orchestrator(2));

            story.unit(0, new UnitEvent.Skipped(2))
                    .checked(1, 1)
                    .settled(1, 1, Purse.FILLED)
                    .take(new JobEvent.SourceEnded());

            assertThat(story.all(JobEffect.Publish.class)).containsExactly(new JobEffect.Publish(1, 1));
            assertThat(story.state).isEqualTo(new Completed(new Outcome.Completed(1)));
        }

        @Test
        void doesNotBelieveAnotherServiceOfTheSameOperator() {
            var twin = new Candidate(
                    new Orchestrator(orchestrator(1).address(), URI.create("https://elsewhere:8935")),
                    Candidates.offer(1));

            var story = JobStory.live(1).unit(0, unusable(1)).found(twin, candidate(2, 90));
            assertThat(story.worksFor()).isEqualTo(twin.orchestrator());

            story.unit(0, unusable(2)).found(twin, candidate(2, 90));

            assertThat(story.all(JobEffect.Skip.class)).isEmpty();
            assertThat(story.worksFor()).isEqualTo(orchestrator(2));
        }

        @Test
        void believesTheOnlyOneThatIsWillingWhenItSaysSoAgain() {
            var story = JobStory.live(1).unit(0, unusable(1)).found(candidate(1, 50), candidate(2, 101));

            assertThat(story.last(JobEffect.Dispatch.class).attempt().number()).isEqualTo(2);
            assertThat(story.all(JobEffect.Skip.class)).isEmpty();

            story.unit(0, unusable(2));

            assertThat(story.all(JobEffect.Skip.class)).containsExactly(new JobEffect.Skip(0, 2));
        }

        @Test
        void waitsForItsTurnInTheOrderOfPublication() {
            var story = JobStory.live(2)
                    .unit(1, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(1, unusable(2));

            assertThat(story.all(JobEffect.Skip.class)).isEmpty();

            story.checked(0, 1).unit(0, new UnitEvent.Published(1));

            assertThat(story.all(JobEffect.Skip.class)).containsExactly(new JobEffect.Skip(1, 2));
        }

        @Test
        void asksForTheSkipAgainAfterARestartAndNeverForAResult() {
            var story = JobStory.live(1)
                    .unit(0, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(0, unusable(2))
                    .take(new JobEvent.Resumed());

            assertThat(story.all(JobEffect.Skip.class)).hasSize(2).containsOnly(new JobEffect.Skip(0, 2));

            story.unit(0, new UnitEvent.Skipped(2)).unit(0, new UnitEvent.Skipped(2));

            assertThat(story.all(JobEffect.Publish.class)).isEmpty();
            assertThat(((JobState.Working) story.state).work().skips()).isEqualTo(new Skips(1, 1));
        }

        @Test
        void failsWhenTooManyAreLeftOutInSuccession() {
            var story = JobStory.live(1);
            int most = 15;

            for (int seq = 0; seq <= most; seq++) {
                int attempt = lastAttempt(story);
                story.unit(seq, unusable(attempt))
                        .found(candidate(1, 50))
                        .unit(seq, unusable(attempt + 1))
                        .unit(seq, new UnitEvent.Skipped(attempt + 1));
                assertThat(story.state).isNotInstanceOf(seq < most ? Failed.class : Discovering.class);
                if (seq < most) {
                    story.take(new JobEvent.SegmentReady(unit(seq + 1)));
                }
            }

            assertThat(((Failed) story.state).outcome())
                    .isEqualTo(new Outcome.Failed(
                            0,
                            Reason.INPUT_UNUSABLE,
                            ((Failed) story.state).outcome().lastVerdicts()));
        }

        @Test
        void keepsThoseInUseWhoToldTheTruth() {
            var story = JobStory.live(1)
                    .unit(0, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(0, unusable(2));

            assertThat(((JobState.Working) story.state).work().suspensions().penalties())
                    .isEmpty();
        }

        @Test
        void takesAnAnswerThatComesTwiceForOne() {
            var story = JobStory.live(1)
                    .unit(0, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(0, unusable(2));
            var before = story.state;

            story.unit(0, unusable(2));

            assertThat(story.state).isEqualTo(before);
        }

        @Test
        void failsWhenTheStoreCannotSayThatAUnitIsLeftOut() {
            var story = JobStory.live(1)
                    .unit(0, unusable(1))
                    .found(candidate(1, 1), candidate(2, 90))
                    .unit(0, unusable(2))
                    .unit(0, new UnitEvent.Overdue(2, Phase.PUBLISHING));

            assertThat(((Failed) story.state).outcome().reason()).isEqualTo(Reason.NOT_PUBLISHED);
        }

        private static UnitEvent unusable(int attempt) {
            return new UnitEvent.Failed(attempt, Reason.INPUT_UNUSABLE);
        }

        private static int lastAttempt(JobStory story) {
            return story.last(JobEffect.Dispatch.class).attempt().number();
        }

        private static Unit unit(long seq) {
            return new Unit(seq, Duration.ZERO, Duration.ofSeconds(2), 10);
        }

        @Test
        void refusesToSkipLessThanOne() {
            assertThatThrownBy(() -> new UnusableInput.SkipUnit(0)).hasMessageContaining("at most 0");
        }
    }

    @Nested
    class OfOrchestratorsThatAreSlow {

        @Test
        void leavesWhoTakesLongerThanRealTimeAtTheFirstUnit() {
            var story = JobStory.live(1).unit(0, new UnitEvent.Uploaded(1));

            assertThat(story.effects)
                    .contains(new JobEffect.ForUnit(
                            0, new UnitEffect.WaitAtMost(Duration.ofSeconds(4), 1, Phase.EXECUTING)));

            story.unit(0, new UnitEvent.Overdue(1, Phase.EXECUTING)).unit(0, new UnitEvent.RetryDue(1));

            assertThat(reasons(story)).contains(Reason.TOO_SLOW);
            assertThat(story.rows()).endsWith("9", "11", "12");
        }

        @Test
        void givesALongUnitTwiceItsDuration() {
            var story = new JobStory(JobLimits.LIVE)
                    .take(new JobEvent.IngestStarted())
                    .take(new JobEvent.SegmentReady(new Unit(0, Duration.ZERO, Duration.ofSeconds(8), 10)))
                    .found(candidate(1, 50))
                    .unit(0, new UnitEvent.Uploaded(1));

            assertThat(story.effects)
                    .contains(new JobEffect.ForUnit(
                            0, new UnitEffect.WaitAtMost(Duration.ofSeconds(16), 1, Phase.EXECUTING)));
        }

        /** Otherwise a machine on which everybody is slow does all the work again and again. */
        @Test
        void waitsLongerForTheNextWhileNothingIsPublished() {
            var story = JobStory.live(2)
                    .unit(0, new UnitEvent.Uploaded(1))
                    .unit(0, new UnitEvent.Overdue(1, Phase.EXECUTING))
                    .unit(0, new UnitEvent.RetryDue(1))
                    .found(candidate(2, 50))
                    .unit(1, new UnitEvent.Uploaded(1));

            assertThat(story.effects)
                    .contains(new JobEffect.ForUnit(
                            1, new UnitEffect.WaitAtMost(Duration.ofSeconds(8), 1, Phase.EXECUTING)));
        }

        @Test
        void leavesTheFirstAtOnceAndTheNextAfterAPauseWhileNothingIsPublished() {
            var story = JobStory.live(1).unit(0, new UnitEvent.Failed(1, Reason.WORKER_LOST));
            assertThat(story.last(JobEffect.ForUnit.class).effect())
                    .isEqualTo(new UnitEffect.RetryAfter(Duration.ZERO, 1));

            story.unit(0, new UnitEvent.RetryDue(1))
                    .found(candidate(2, 50))
                    .unit(0, new UnitEvent.Failed(2, Reason.WORKER_LOST));

            assertThat(story.last(JobEffect.ForUnit.class).effect())
                    .isInstanceOfSatisfying(
                            UnitEffect.RetryAfter.class,
                            retry -> assertThat(retry.pause())
                                    .isBetween(Duration.ofMillis(100), Duration.ofMillis(151)));
        }

        /** Who says that it has room for ten works on one unit of a stream at a time, and lets the others wait. */
        @Test
        void hasNoMoreThanTwoUnitsInFlight() {
            assertThat(JobLimits.LIVE.capacity(OptionalInt.of(10))).isEqualTo(2);
            assertThat(JobLimits.LIVE.capacity(OptionalInt.of(1))).isEqualTo(1);
            assertThat(JobLimits.DEFAULT.capacity(OptionalInt.of(10))).isEqualTo(10);
        }

        @Test
        void callsItATimeoutWhenTheUploadWasNeverAcknowledged() {
            var story = JobStory.live(1)
                    .unit(0, new UnitEvent.Overdue(1, Phase.SEGMENT_DISPATCH))
                    .unit(0, new UnitEvent.RetryDue(1));

            assertThat(reasons(story)).contains(Reason.TIMEOUT).doesNotContain(Reason.TOO_SLOW);
            assertThat(story.state).isInstanceOf(Discovering.class);
        }

        @Test
        void waitsLongerForFiles() {
            var story = JobStory.withUnits(1)
                    .unit(0, new UnitEvent.Uploaded(1))
                    .unit(0, new UnitEvent.Overdue(1, Phase.EXECUTING));

            assertThat(reasons(story)).contains(Reason.TIMEOUT).doesNotContain(Reason.TOO_SLOW);
        }

        @Test
        void stillAsksOnceForFreshParameters() {
            var story = JobStory.live(1).failed(0, 1, Reason.TICKET_REFUSED);

            assertThat(story.last(JobEffect.Dispatch.class).attempt())
                    .isEqualTo(new Attempt(2, 1, 2, Attempt.Params.FRESH));
        }
    }

    @Nested
    class OfOrchestratorsThatReturnSomethingElse {

        @Test
        void leavesWhoReturnsAnUnusableResultAtOnce() {
            var story = JobStory.withUnits(1).unit(0, new UnitEvent.Returned(1)).failed(0, 1, Reason.RESULT_UNUSABLE);

            assertThat(story.all(JobEffect.Dispatch.class)).hasSize(1);
            assertThat(story.state).isInstanceOf(Discovering.class);
            assertThat(story.all(JobEffect.Publish.class)).isEmpty();
        }

        @Test
        void usesNothingMoreOfWhoWasCaught() {
            var story = JobStory.live(4)
                    .checked(1, 1)
                    .unit(2, new UnitEvent.Returned(1))
                    .unit(0, new UnitEvent.Returned(1))
                    .unit(0, new UnitEvent.Checked(1, Sampling.SAMPLED))
                    .unit(0, new UnitEvent.Mismatched(1));

            assertThat(story.effects)
                    .contains(
                            new JobEffect.ForUnit(0, new UnitEffect.BookLoss(1)),
                            new JobEffect.ForUnit(1, new UnitEffect.BookLoss(1)),
                            new JobEffect.ForUnit(2, new UnitEffect.BookLoss(1)),
                            new JobEffect.ForUnit(
                                    3, new UnitEffect.Abandon(new Attempt(1, 1, 1, Attempt.Params.AT_HAND))));
            assertThat(story.all(JobEffect.CloseSession.class)).containsExactly(new JobEffect.CloseSession(1));

            story.found(candidate(1, 1), candidate(2, 90));

            assertThat(story.all(JobEffect.Publish.class)).isEmpty();
            var again = story.all(JobEffect.Dispatch.class).stream().skip(4).toList();
            assertThat(again)
                    .allMatch(dispatch -> dispatch.session().orchestrator().equals(orchestrator(2)))
                    .extracting(dispatch -> dispatch.unit().seq())
                    .containsExactly(0L, 1L);
        }

        @Test
        void letsAPublicationThatIsUnderWayEndAsItWill() {
            var story = JobStory.live(2)
                    .checked(0, 1)
                    .unit(1, new UnitEvent.Returned(1))
                    .unit(1, new UnitEvent.Checked(1, Sampling.SAMPLED))
                    .unit(1, new UnitEvent.Mismatched(1))
                    .settled(0, 1, Purse.FILLED);

            assertThat(story.all(JobEffect.Publish.class)).containsExactly(new JobEffect.Publish(0, 1));
        }

        @Test
        void doesNotAgreeAgainWithWhoIsCaughtMeanwhile() {
            var story = JobStory.live(1)
                    .unit(0, new UnitEvent.Returned(1))
                    .unit(0, new UnitEvent.Checked(1, Sampling.SAMPLED))
                    .take(new JobEvent.SessionEnded(1, Reason.SESSION_ENDED))
                    .take(new JobEvent.CandidatesFound(2, List.of(candidate(1, 50))));
            assertThat(story.all(JobEffect.OpenSession.class)).hasSize(2);

            story.unit(0, new UnitEvent.Mismatched(1)).take(new JobEvent.SessionOpened(2, OptionalInt.of(4)));

            assertThat(story.all(JobEffect.CloseSession.class)).contains(new JobEffect.CloseSession(2));
            assertThat(story.state).isInstanceOf(Discovering.class);
        }
    }

    @Nested
    class WhileNobodyIsAvailable {

        @Test
        void survivesHalfAMinute() {
            var story = JobStory.live(1).take(new JobEvent.SessionEnded(1, Reason.PEER_LOST));
            var waited = Duration.ZERO;

            while (story.state instanceof Discovering && waited.compareTo(Duration.ofSeconds(29)) < 0) {
                waited = waited.plus(pause(story.found()));
                story.take(new JobEvent.Overdue(
                        story.last(JobEffect.WaitAtMost.class).waiting()));
            }

            assertThat(story.state).isInstanceOf(Discovering.class);
            assertThat(waited).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        }

        @Test
        void neverPausesLongerThanASecond() {
            var story = JobStory.live(1).take(new JobEvent.SessionEnded(1, Reason.PEER_LOST));

            for (int round = 0; round < 30; round++) {
                assertThat(pause(story.found())).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
                story.take(new JobEvent.Overdue(
                        story.last(JobEffect.WaitAtMost.class).waiting()));
            }
        }

        @Test
        void usesARestartedOrchestratorWithoutAPauseAlthoughItIsSuspended() {
            var story = JobStory.live(1)
                    .failed(0, 1, Reason.PEER_LOST)
                    .after(Duration.ofSeconds(1))
                    .found(candidate(1, 50));

            assertThat(story.worksFor()).isEqualTo(orchestrator(1));
        }

        @Test
        void prefersARestartedOrchestratorAgainAfterFiveSeconds() {
            var story = JobStory.live(1)
                    .failed(0, 1, Reason.PEER_LOST)
                    .found(Candidates.known(2, 50, 0.9))
                    .after(Duration.ofSeconds(5))
                    .take(new JobEvent.SessionEnded(2, Reason.SESSION_ENDED))
                    .found(Candidates.known(1, 50, 0.1), Candidates.known(3, 50, 0.9));

            assertThat(story.worksFor()).isEqualTo(orchestrator(1));
        }

        private static Duration pause(JobStory story) {
            return story.last(JobEffect.WaitAtMost.class).patience();
        }
    }

    private static List<Reason> reasons(JobStory story) {
        return story.all(JobEffect.Moved.class).stream()
                .map(moved -> moved.transition().reason())
                .toList();
    }
}
