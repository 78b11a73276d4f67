package io.headrace.models.runner.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaTime;
import io.headrace.models.runner.Pictures;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    @Nested
    class Keyframes {

        private final KeyframeRule rule = new KeyframeRule(Duration.ofSeconds(2));

        private boolean next(long ticks, boolean sourceKeyframe) {
            var in = Pictures.of(ticks, sourceKeyframe);
            rule.came(in);
            boolean due = rule.isDue(in);
            rule.wentOut(Pictures.of(ticks, due));
            return due;
        }

        @Test
        void theFirstIsOneWhateverTheSourceHas() {
            assertThat(next(0, false)).isTrue();
        }

        @Test
        void followsTheSourceButNotMoreThanOnceASecond() {
            next(0, true);

            assertThat(next(45_000, true)).isFalse();
            assertThat(next(87_000, false)).isFalse();
            assertThat(next(90_000, false)).as("the source had one meanwhile").isTrue();
            assertThat(next(180_000, false)).isFalse();
            assertThat(next(183_000, true)).isTrue();
        }

        @Test
        void comesAfterTwoSecondsIfTheSourceHasNone() {
            next(0, true);

            assertThat(next(177_000, false)).isFalse();
            assertThat(next(180_000, false)).isTrue();
        }

        @Test
        void comesWhenTimeGoesBack() {
            next(900_000, true);

            assertThat(next(0, false)).isTrue();
        }

        @Test
        void aWishHoldsUntilItIsFulfilled() {
            next(0, true);
            rule.demand();
            rule.wentOut(Pictures.plain(3_000));

            assertThat(next(6_000, false)).isTrue();
            assertThat(next(9_000, false)).isFalse();
        }
    }

    @Nested
    class Resuming {

        @ParameterizedTest
        @CsvSource({
            "90000, 90000, true",
            "90000, 89999, true",
            "90000, 90001, false",
            "8589934591, 0, false",
            "8589934591, 8589934592, false",
            "8589934592, 0, true",
            "0, 8589934591, true"
        })
        void comparesAsTransportStreamsDo(long after, long presentation, boolean covered) {
            assertThat(new ResumePoint(after).covers(new MediaTime(presentation)))
                    .isEqualTo(covered);
        }
    }

    @Nested
    class Control {

        private static ControlDocument read(String json) {
            return ControlDocument.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Test
        void tellsTheKindsApart() {
            assertThat(read("{\"keep\":\"alive\"}")).isEqualTo(new ControlDocument.KeepAlive());
            assertThat(read("{\"keep\":\"alive\",\"prompt\":\"x\"}")).isInstanceOf(ControlDocument.Parameters.class);
            assertThat(read("{\"prompt\":\"x\"}")).isEqualTo(new ControlDocument.Parameters("{\"prompt\":\"x\"}"));
            assertThat(read("{}")).isEqualTo(new ControlDocument.Parameters("{}"));
            assertThat(read("{\"headrace\":{\"resume\":{\"after\":123}}}")).isEqualTo(new ControlDocument.Resume(123));
            assertThat(read("{\"headrace\":{\"keyframe\":true}}")).isEqualTo(new ControlDocument.Keyframe());
        }

        @ParameterizedTest
        @org.junit.jupiter.params.provider.ValueSource(
                strings = {
                    "",
                    "[]",
                    "nonsense",
                    "{\"a\":1",
                    "{} {}",
                    "null",
                    "{\"headrace\":{}}",
                    "{\"headrace\":7}",
                    "{\"headrace\":{\"resume\":{\"after\":\"soon\"}}}",
                    "{\"headrace\":{\"keyframe\":\"maybe\"}}"
                })
        void passesOverWhatCannotBeRead(String text) {
            assertThat(read(text)).isInstanceOf(ControlDocument.Unreadable.class);
        }
    }

    @Nested
    class Ledger {

        private final FrameLedger ledger = new FrameLedger();

        @Test
        void knowsAPictureAgainOnce() {
            ledger.enter(new MediaTime(5), 77);

            assertThat(ledger.leave(new MediaTime(5))).hasValue(77);
            assertThat(ledger.leave(new MediaTime(5))).isEmpty();
            assertThat(ledger.takeLost()).isZero();
        }

        @Test
        void countsThoseThatStayInsideTooLong() {
            for (int n = 0; n < 20; n++) {
                ledger.enter(new MediaTime(n), n);
            }

            assertThat(ledger.takeLost()).isEqualTo(4);
            assertThat(ledger.leave(new MediaTime(3))).isEmpty();
            assertThat(ledger.leave(new MediaTime(4))).hasValue(4);
            ledger.abandon();
            assertThat(ledger.takeLost()).isEqualTo(15);
        }

        @Test
        void countsPicturesOfTheSameTime() {
            ledger.enter(new MediaTime(1), 1);
            ledger.enter(new MediaTime(1), 2);

            assertThat(ledger.takeLost()).isOne();
        }
    }
}
