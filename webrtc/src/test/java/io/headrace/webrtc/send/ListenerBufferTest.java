package io.headrace.webrtc.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerBufferTest {

    private static final Duration PACKET = Duration.ofMillis(20);
    private static final long MS = 1_000_000L;

    private final ListenerBuffer listener = new ListenerBuffer(-5 * MS);

    private int taken(int packets, long nowMs) {
        int taken = 0;
        for (int i = 0; i < packets; i++) {
            taken += listener.takes(PACKET, nowMs * MS) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void holdsThreeTenthsOfASecondOfABurst() {
        assertThat(taken(100, 0)).isEqualTo(15);
    }

    @Test
    void takesWhatComesAsFastAsItIsHeardEvenWhenFull() {
        taken(100, 0);

        for (int i = 1; i <= 3_000; i++) {
            assertThat(taken(1, 20L * i)).isOne();
        }
    }

    @Test
    void leavesNothingOutWhereTheSendersClockIsFast() {
        for (int i = 1; i <= 60_000; i++) {
            assertThat(listener.takes(PACKET, 20L * i * MS * 999 / 1_000)).isTrue();
        }
    }

    @Test
    void hasRoomAgainForABurstAfterAMomentOfTheUsualPace() {
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
        taken(100, 0);

        assertThat(taken(100, 1_000)).isEqualTo(15);
    }
}
