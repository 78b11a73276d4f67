package io.headrace.webrtc.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerBufferTest {

    private static final Duration PACKET = Duration.ofMillis(20);
    private static final long MS = 1_000_000L;

    private final ListenerBuffer listener = new ListenerBuffer(-500 * MS);

    private int taken(int packets, long nowMs) {
        int taken = 0;
        for (int i = 0; i < packets; i++) {
            taken += listener.takes(PACKET, nowMs * MS) ? 1 : 0;
        }
        return taken;
    }

    /** Until 0 ms, as fast as it is heard. */
    private void begin() {
        for (int i = -20; i < 0; i++) {
            taken(1, 20L * i);
        }
    }

    @Test
    void beginsWhenSoundHasComeAsFastAsItIsHeardForAMoment() {
        assertThat(taken(100, 0)).as("a stream that catches up").isZero();
        int left = 0;
        for (int i = 1; i <= 60; i++) {
            left += taken(1, 20L * i) == 0 ? 1 : 0;
        }

        assertThat(left).isBetween(14, 17);
    }

    @Test
    void beginsInTimeWithSoundThatComesInBunchesAlways() {
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += taken(10, 200L * i);
        }

        assertThat(taken).isBetween(90, 110);
    }

    @Test
    void holdsThreeTenthsOfASecondOfABurst() {
        begin();

        assertThat(taken(100, 0)).isBetween(14, 15);
    }

    @Test
    void takesWhatComesAsFastAsItIsHeardEvenWhenFull() {
        begin();
        taken(100, 0);

        for (int i = 1; i <= 3_000; i++) {
            assertThat(taken(1, 20L * i)).isOne();
        }
    }

    @Test
    void leavesNothingOutWhereTheSendersClockIsFast() {
        begin();
        for (int i = 1; i <= 60_000; i++) {
            assertThat(listener.takes(PACKET, 20L * i * MS * 999 / 1_000)).isTrue();
        }
    }

    @Test
    void hasRoomAgainForABurstAfterAMomentOfTheUsualPace() {
        begin();
        taken(100, 0);
        int pace = 0;
        for (int i = 1; i <= 15 * 50; i++) {
            pace += taken(1, 20L * i);
        }

        assertThat(pace).isEqualTo(15 * 50);
        assertThat(taken(100, 15_000)).isBetween(13, 15);
    }

    @Test
    void hasRoomForAllOfItAfterAStandstill() {
        begin();
        taken(100, 0);

        assertThat(taken(100, 1_000)).isEqualTo(15);
    }
}
