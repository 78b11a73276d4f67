package io.headrace.job;

import static io.headrace.job.Candidates.candidate;
import static io.headrace.job.Candidates.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Failed;
import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.job.unit.UnitEvent.Purse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a live session needs of the lifecycle: units flow, and whoever fails one is left. */
class RealtimeJobTest {

    private static final Duration PUBLISHER = Duration.ofSeconds(20);

    @Test
    void leavesAtTheFirstFailureByRowsNineElevenAndTwelve() {
        var story = begun(1).unit(0, new UnitEvent.Uploaded(1)).unit(0, new UnitEvent.Failed(1, Reason.STALLED));

        assertThat(story.last(JobEffect.ForUnit.class).effect()).isEqualTo(new UnitEffect.RetryAfter(Duration.ZERO, 1));

        story.unit(0, new UnitEvent.RetryDue(1));

        assertThat(story.rows()).endsWith("7", "9", "11", "12");
        assertThat(reasons(story)).contains(Reason.STALLED);
        assertThat(story.state).isInstanceOf(Discovering.class);
    }

    @Test
    void hasRoomForEverythingThatFlows() {
        var story = begun(1);

        for (int seq = 1; seq < 16; seq++) {
            story.take(new JobEvent.SegmentReady(unit(seq)));
        }

        assertThat(story.all(JobEffect.Dispatch.class)).hasSize(16);
    }

    @Test
    void waitsLongerForAUnitThanItsPublisherMayBeSilent() {
        var story = begun(1).unit(0, new UnitEvent.Uploaded(1));

        var patience =
                ((UnitEffect.WaitAtMost) story.last(JobEffect.ForUnit.class).effect());
        assertThat(patience.phase()).isEqualTo(Phase.EXECUTING);
        assertThat(patience.patience()).isGreaterThan(PUBLISHER);
    }

    @Test
    void agreesWithinTenSeconds() {
        var story = new JobStory(JobLimits.realtime(PUBLISHER))
                .take(new JobEvent.IngestStarted())
                .take(new JobEvent.SegmentReady(unit(0)))
                .take(new JobEvent.CandidatesFound(1, List.of(candidate(1, 50))));

        assertThat(story.effects).contains(new JobEffect.WaitAtMost(Duration.ofSeconds(10), new Wait.ForSession(1)));
    }

    @Nested
    class WhoseUnitsMomentHasPassed {

        @Test
        void leavesThemOutInTheirTurnAndBlamesNobody() {
            var story = begun(2).unit(0, new UnitEvent.Failed(1, Reason.MISSED));

            assertThat(story.all(JobEffect.Skip.class)).containsExactly(new JobEffect.Skip(0, 1));
            assertThat(story.state).isInstanceOf(SessionEstablished.class);
            assertThat(((JobState.Working) story.state).work().suspensions().penalties())
                    .isEmpty();

            story.unit(0, new UnitEvent.Skipped(1)).checked(1, 1).settled(1, 1, Purse.FILLED);

            assertThat(story.take(new JobEvent.SourceEnded()).state)
                    .isEqualTo(new JobState.Completed(new Outcome.Completed(1)));
            assertThat(reasons(story)).doesNotContain(Reason.INPUT_UNUSABLE);
        }

        @Test
        void doesSoWhetherTheyFlowedOrCameBackWithoutAPicture() {
            var story = begun(2).unit(0, new UnitEvent.Uploaded(1))
                    .unit(0, new UnitEvent.Failed(1, Reason.MISSED))
                    .unit(1, new UnitEvent.Returned(1))
                    .unit(1, new UnitEvent.Failed(1, Reason.MISSED))
                    .unit(0, new UnitEvent.Skipped(1));

            assertThat(story.all(JobEffect.Skip.class))
                    .containsExactly(new JobEffect.Skip(0, 1), new JobEffect.Skip(1, 1));
        }

        @Test
        void endsAfterTenMinutesOfThem() {
            var story = begun(1);

            for (int seq = 0; seq <= 600; seq++) {
                assertThat(story.state).isInstanceOf(SessionEstablished.class);
                story.take(new JobEvent.SegmentReady(unit(seq + 1)))
                        .unit(seq, new UnitEvent.Failed(1, Reason.MISSED))
                        .unit(seq, new UnitEvent.Skipped(1));
            }

            assertThat(story.state).isInstanceOf(Failed.class);
        }
    }

    @Nested
    class ThatSwaps {

        @Test
        void endsAtTheThirdWithoutAUnitPublished() {
            var story = begun(1);

            swap(swap(story, 1), 2);
            assertThat(story.state).isInstanceOf(SessionEstablished.class);
            story.take(new JobEvent.SessionEnded(3, Reason.SESSION_BROKEN));

            assertThat(((Failed) story.state).outcome().reason()).isEqualTo(Reason.TOO_MANY_SWAPS);
        }

        @Test
        void goesOnForAsLongAsUnitsArePublished() {
            var story = begun(1);

            for (int session = 1; session < 20; session++) {
                story.take(new JobEvent.SegmentReady(unit(session)));
                int attempt = story.all(JobEffect.Dispatch.class).stream()
                        .filter(dispatch -> dispatch.unit().seq() == 0)
                        .toList()
                        .size();
                story.checked(session - 1, attempt).settled(session - 1, attempt, Purse.FILLED);
                swap(story, session);
            }

            assertThat(story.state).isInstanceOf(SessionEstablished.class);
        }

        @Test
        void forgetsSwapsBeforeThreeQuietMinutes() {
            var story = swap(swap(begun(1), 1), 2).after(Duration.ofSeconds(181));

            story = swap(swap(story, 3), 4);

            assertThat(story.state).isInstanceOf(SessionEstablished.class);
            assertThat(story.take(new JobEvent.SessionEnded(5, Reason.STALLED)).state)
                    .isInstanceOf(Failed.class);
        }

        @Test
        void countsSwapsWithinThreeMinutesOfEachOther() {
            var story = swap(begun(1), 1).after(Duration.ofSeconds(179));
            story = swap(story, 2).after(Duration.ofSeconds(179));

            assertThat(story.take(new JobEvent.SessionEnded(3, Reason.STALLED)).state)
                    .isInstanceOf(Failed.class);
        }

        @Test
        void goesToWhoStandsByWhateverOthersOffer() {
            var standby = new Candidate(3, 99);
            var story = begun(1).failed(0, 1, Reason.STALLED);

            story.found(candidate(2, 1), standby.standing());

            assertThat(story.worksFor()).isEqualTo(orchestrator(3));
            assertThat(story.last(JobEffect.Judged.class)
                            .verdicts()
                            .getLast()
                            .finding()
                            .toString())
                    .contains("stands by");
        }

        @Test
        void letsThoseInFlightReturnFromOneThatIsDrained() {
            var story =
                    begun(1).take(new JobEvent.SessionEnded(1, Reason.DRAINING)).found(candidate(2, 60));

            assertThat(story.all(JobEffect.CloseSession.class)).isEmpty();

            story.checked(0, 1).settled(0, 1, Purse.FILLED);

            assertThat(story.all(JobEffect.CloseSession.class)).containsExactly(new JobEffect.CloseSession(1));
            assertThat(reasons(story)).contains(Reason.DRAINING);
        }

        @Test
        void isNotWhatAUsersStopIs() {
            var story = begun(1).take(new JobEvent.CancelRequested());

            assertThat(story.rows()).doesNotContain("12");
            assertThat(story.state).isInstanceOf(JobState.Cancelled.class);
        }

        private static JobStory swap(JobStory story, int session) {
            return story.take(new JobEvent.SessionEnded(session, Reason.STALLED))
                    .found(candidate(session + 1, 50));
        }

        private record Candidate(int number, long price) {
            io.headrace.job.selection.Candidate standing() {
                return new io.headrace.job.selection.Candidate(
                        orchestrator(number), Candidates.offer(price).standing());
            }
        }
    }

    private static JobStory begun(int units) {
        var story = new JobStory(JobLimits.realtime(PUBLISHER)).take(new JobEvent.IngestStarted());
        for (int seq = 0; seq < units; seq++) {
            story.take(new JobEvent.SegmentReady(unit(seq)));
        }
        story.take(new JobEvent.CandidatesFound(1, List.of(candidate(1, 50))));
        return story.take(new JobEvent.SessionOpened(1, OptionalInt.empty()));
    }

    private static Unit unit(long seq) {
        return new Unit(seq, Duration.ofSeconds(seq), Duration.ofSeconds(1), 6_912_000);
    }

    private static List<Reason> reasons(JobStory story) {
        return story.all(JobEffect.Moved.class).stream()
                .map(moved -> moved.transition().reason())
                .toList();
    }
}
