package io.headrace.models.runner.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.runner.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StateRulesTest {

    private final ManualClock clock = new ManualClock();
    private final StreamGauge gauge = new StreamGauge(clock, "{}");

    private RunnerState state() {
        return state(new Situation.Streaming(gauge.vitals()));
    }

    private RunnerState state(Situation situation) {
        return StateRules.state(situation, clock.instant());
    }

    /** Pictures for so long, so many a second; each n-th comes out again. */
    private void flow(int seconds, int perSecond, int everyNth) {
        for (int n = 0; n < seconds * perSecond; n++) {
            clock.pass(Duration.ofSeconds(1).dividedBy(perSecond));
            gauge.pictureIn();
            if (everyNth > 0 && n % everyNth == 0) {
                gauge.pictureOut();
            }
        }
    }

    @Nested
    class WithoutAStream {

        @Test
        void isLoadingForThreeMinutesAndThenInError() {
            var loading = new Situation.Loading(clock.instant());

            assertThat(state(loading)).isEqualTo(RunnerState.LOADING);
            clock.pass(Duration.ofMinutes(3));
            assertThat(state(loading)).isEqualTo(RunnerState.LOADING);
            clock.passMs(1);
            assertThat(state(loading)).isEqualTo(RunnerState.ERROR);
        }

        @Test
        void isOfflineWhenItNeverHadOne() {
            assertThat(state(new Situation.Idle(Optional.empty()))).isEqualTo(RunnerState.OFFLINE);
        }

        @Test
        void isDegradedForThreeSecondsAfterItsLastInput() {
            var idle = new Situation.Idle(Optional.of(clock.instant()));

            clock.pass(Duration.ofSeconds(3));
            assertThat(state(idle)).isEqualTo(RunnerState.DEGRADED_INPUT);
            clock.passMs(1);
            assertThat(state(idle)).isEqualTo(RunnerState.OFFLINE);
        }

        @Test
        void isInErrorForGoodWhenUnfit() {
            assertThat(state(new Situation.Unfit("no model"))).isEqualTo(RunnerState.ERROR);
        }
    }

    @Nested
    class WithAStream {

        @Test
        void isOnlineAtItsStartAndDegradedWhenNoInputComes() {
            clock.pass(Duration.ofSeconds(2));
            assertThat(state()).isEqualTo(RunnerState.ONLINE);
            clock.passMs(1);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INPUT);
            clock.pass(Duration.ofMinutes(5));
            assertThat(state()).as("a standby is not in error").isEqualTo(RunnerState.DEGRADED_INPUT);
        }

        @Test
        void isOnlineWhileAllThatComesGoesOut() {
            flow(20, 30, 1);

            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }

        @Test
        void isDegradedWhenInputIsSilentForMoreThanTwoSeconds() {
            flow(3, 30, 1);
            clock.pass(Duration.ofSeconds(2));
            assertThat(state()).isEqualTo(RunnerState.ONLINE);
            clock.passMs(1);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INPUT);
        }

        @Test
        void isDegradedWhenInputIsTooSparse() {
            flow(12, 14, 1);

            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INPUT);
        }

        @Test
        void doesNotJudgeARateBeforeTwoSeconds() {
            flow(1, 10, 1);

            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }

        @Test
        void isDegradedWhenOutputIsTooSparse() {
            flow(12, 30, 4);

            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
        }

        @Test
        void isOnlineWithEveryThirdPictureOfThirty() {
            flow(12, 30, 3);

            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }

        @Test
        void isDegradedAfterTwoAndInErrorAfterFiveSecondsWithoutAnAnswer() {
            flow(3, 30, 1);

            flow(2, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.ONLINE);
            flow(1, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(2, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(1, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.ERROR);
        }

        @Test
        void hasTenSecondsAfterItsStart() {
            flow(10, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(1, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.ERROR);
        }

        @Test
        void hasTenSecondsAfterAChangeOfParameters() {
            flow(3, 30, 1);
            gauge.parameters("{\"strength\":1}");

            flow(9, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(2, 30, 0);
            assertThat(state()).isEqualTo(RunnerState.ERROR);
        }

        @Test
        void isNotInErrorAtTheFirstPictureAfterAPause() {
            flow(3, 30, 1);
            clock.pass(Duration.ofSeconds(30));
            gauge.pictureIn();

            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }

        @Test
        void isNotInErrorWhenInputAndOutputStopTogether() {
            flow(3, 30, 1);
            clock.pass(Duration.ofSeconds(30));

            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INPUT);
        }

        @Test
        void isDegradedForFifteenSecondsAfterAnError() {
            flow(3, 30, 1);
            gauge.error("parameters refused");

            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(15, 30, 1);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(1, 30, 1);
            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }

        @Test
        void isDegradedForAMinuteAfterARestart() {
            flow(3, 30, 1);
            gauge.restarted("made anew");

            flow(60, 30, 1);
            assertThat(state()).isEqualTo(RunnerState.DEGRADED_INFERENCE);
            flow(1, 30, 1);
            assertThat(state()).isEqualTo(RunnerState.ONLINE);
        }
    }

    @Test
    void measuresTheRateOfTheLastTenSeconds() {
        flow(30, 25, 1);

        assertThat(gauge.vitals().input())
                .isInstanceOfSatisfying(
                        Flow.Run.class, run -> assertThat(run.perSecond()).isBetween(24.9, 25.1));
    }

    @Test
    void rateFallsWhenNothingComes() {
        flow(10, 30, 1);
        clock.pass(Duration.ofSeconds(5));

        assertThat(gauge.vitals().input())
                .isInstanceOfSatisfying(
                        Flow.Run.class, run -> assertThat(run.perSecond()).isBetween(14.5, 15.5));
    }

    @Test
    void healthFollowsTheState() {
        assertThat(RunnerState.values())
                .extracting(RunnerState::health)
                .containsExactly(Health.LOADING, Health.IDLE, Health.OK, Health.OK, Health.OK, Health.ERROR);
    }
}
