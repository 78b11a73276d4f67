package io.headrace.gateway.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.pay.IntervalPayments.ByTheClock;
import io.headrace.gateway.pay.IntervalPayments.Metered;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IntervalPaymentsTest {

    @Nested
    class ToThoseWhoMeterWhatFlows {

        private static final long RATE = 1_000;

        @Test
        void payAnIntervalWithTheStartAndNothingWhileNothingFlows() {
            var begun = begun();

            assertThat(begun.ahead()).isEqualTo(2_000);
            assertThat(begun.paid(2_000).due(seconds(500))).isZero();
        }

        @Test
        void keepAnIntervalAheadOfWhatFlows() {
            IntervalPayments now = begun().paid(2_000).began(seconds(10));

            assertThat(now.due(seconds(10))).isZero();
            assertThat(now.due(seconds(10.5))).isEqualTo(2_500);

            now = now.paid(2_500).ended(1_000, seconds(1)).began(seconds(11));
            assertThat(now.due(seconds(11))).isZero();
            assertThat(now.ended(1_000, seconds(1)).began(seconds(12)).due(seconds(12.4)))
                    .isZero();
            assertThat(now.ended(1_000, seconds(1)).began(seconds(12)).due(seconds(12.6)))
                    .isPositive();
        }

        @Test
        void followTheRateThatIsSeen() {
            var grown = begun().paid(2_000).began(seconds(0)).ended(3_000, seconds(1));

            assertThat(grown.ahead()).isEqualTo(6_000);
            assertThat(grown.due(seconds(1))).isEqualTo(13_000);
        }

        @Test
        void believeThatAPieceWithoutAnEndHasPaused() {
            var running = begun().paid(2_000).began(seconds(0));

            assertThat(running.due(seconds(1_000))).isEqualTo(running.due(seconds(10)));
        }

        @Test
        void takeBackWhatWasEstimatedTooHigh() {
            var running = begun().paid(2_000).began(seconds(0));
            var paid = running.paid(running.due(seconds(9)));

            assertThat(paid.ended(1_000, seconds(9)).due(seconds(9))).isZero();
        }

        @Test
        void chargeWhatFlowed() {
            assertThat(begun().charge(123, seconds(7))).isEqualTo(123);
        }

        @Test
        void refuseToExpectNothing() {
            assertThatThrownBy(() -> Metered.expecting(seconds(2), 0)).hasMessageContaining("0 units a second");
        }

        private static Metered begun() {
            return Metered.expecting(seconds(2), RATE);
        }
    }

    @Nested
    class ToThoseWhoGoByTheClock {

        @Test
        void payAMinuteWithTheStart() {
            assertThat(ByTheClock.from(seconds(0)).ahead()).isEqualTo(1_658_880_000L);
        }

        @Test
        void payWhatPassedWhenAPieceBeginsFiveSecondsLater() {
            var begun = ByTheClock.from(seconds(100)).paid(1_658_880_000L);

            assertThat(begun.began(seconds(104)).due(seconds(104))).isZero();
            var later = begun.began(seconds(104)).began(seconds(106));
            assertThat(later.due(seconds(106))).isEqualTo(6 * ByTheClock.PER_SECOND);
            assertThat(later.paid(6 * ByTheClock.PER_SECOND).due(seconds(106))).isZero();
            assertThat(later.paid(6 * ByTheClock.PER_SECOND).began(seconds(110)).due(seconds(110)))
                    .isZero();
        }

        @Test
        void payThoseToWhomNothingIsSentTwiceAMinute() {
            var begun = ByTheClock.from(seconds(0));

            assertThat(begun.passed(seconds(29)).due(seconds(29))).isZero();
            assertThat(begun.passed(seconds(30)).due(seconds(30))).isEqualTo(30 * ByTheClock.PER_SECOND);
        }

        @Test
        void chargeTimeWhateverItShows() {
            assertThat(ByTheClock.from(seconds(0)).charge(1, seconds(2))).isEqualTo(2 * ByTheClock.PER_SECOND);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
