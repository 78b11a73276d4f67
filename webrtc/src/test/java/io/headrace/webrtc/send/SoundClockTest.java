package io.headrace.webrtc.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.webrtc.desk.OpusPacket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoundClockTest {

    /** One CELT frame each (RFC 6716 table 2). */
    private static final int TWENTY_MS = 0xfc;

    private static final int TEN_MS = 0xf4;

    private final SoundClock clock = new SoundClock();

    private int next(long ticks) {
        return next(ticks, TWENTY_MS);
    }

    private int next(long ticks, int header) {
        return clock.next(packet(ticks, header));
    }

    private static OpusPacket packet(long ticks, int header) {
        byte[] packet = {(byte) header, 1};
        return new OpusPacket(new MediaTime(ticks), MediaBytes.owning(packet));
    }

    @Test
    void countsSamplesWhereTheSessionsClockShiftsIt() {
        int first = next(90_000);

        assertThat(first).isEqualTo(48_000);
        assertThat(next(91_980) - first).isEqualTo(960);
        assertThat(next(93_600) - first).isEqualTo(1_920);
        // heard 20 ms after the last one began, which the session's clock puts 180 ticks late
        assertThat(clock.at(new MediaTime(95_400)) - first).isEqualTo(2_880);
    }

    @Test
    void leavesRoomForWhatIsMissing() {
        int first = next(0);

        assertThat(next(3 * 1_800 + 100) - first).isEqualTo(3 * 960);
    }

    @Test
    void countsEachPacketByItsOwnLength() {
        int first = next(0, TEN_MS);

        assertThat(next(900, TWENTY_MS) - first).isEqualTo(480);
        assertThat(next(2_700, TEN_MS) - first).isEqualTo(1_440);
    }

    @Test
    void goesForwardWhereTheSessionDoesNot() {
        int first = next(9_000);

        assertThat(next(9_000) - first).isEqualTo(960);
        assertThat(next(0) - first).isEqualTo(1_920);
    }

    @Test
    void showsTheSessionsTimeBeforeTheFirstPacket() {
        assertThat(clock.at(new MediaTime(90_000))).isEqualTo(48_000);
    }

    @Test
    void tellsHowLongAPacketIs() {
        assertThat(SoundClock.length(packet(0, TWENTY_MS))).isEqualTo(Duration.ofMillis(20));
        assertThat(SoundClock.length(packet(0, TEN_MS))).isEqualTo(Duration.ofMillis(10));
    }
}
