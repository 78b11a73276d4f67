package io.headrace.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.SessionId;
import io.headrace.media.FrameRate;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.worker.device.DeviceBalance.Seat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceBalanceTest {

    private static final long HD = 1280L * 720 * 30;

    private DeviceBalance balance = DeviceBalance.of(3, 2);
    private long now = 1_000;

    @Test
    void countsPixelsPerSecondOfAllRenditions() {
        var ladder = new Ladder(
                List.of(Profile.h264(1280, 720, 1), Profile.h264(640, 360, 1).at(FrameRate.of(60))));

        assertThat(DeviceBalance.load(ladder)).isEqualTo(1280L * 720 * 30 + 640L * 360 * 60);
    }

    @Test
    void letsEqualsTakeTurns() {
        assertThat(List.of(seat("a", HD), seat("b", HD), seat("c", HD), seat("d", HD)))
                .extracting(Seat::device)
                .containsExactly(0, 1, 2, 0);
    }

    @Test
    void prefersTheDeviceWithTheSmallestLoad() {
        seat("a", 10 * HD);
        seat("b", HD);
        seat("c", 5 * HD);

        assertThat(seat("d", HD).device()).isEqualTo(1);
        assertThat(seat("e", HD).device()).isEqualTo(1);
        assertThat(balance.load(1)).isEqualTo(3 * HD);
    }

    @Test
    void keepsASessionWhereItIsWhateverComes() {
        var seat = seat("a", HD);
        for (int i = 0; i < 10; i++) {
            seat("other" + i, HD / 10);
        }

        assertThat(seat("a", 100 * HD)).isEqualTo(seat);
        assertThat(balance.load(seat.device())).isGreaterThanOrEqualTo(100 * HD);
    }

    @Test
    void spreadsTheSessionsOfADeviceOverItsPlaces() {
        balance = DeviceBalance.of(1, 2);

        assertThat(List.of(seat("a", HD), seat("b", HD), seat("c", HD)))
                .extracting(Seat::place)
                .containsExactly(0, 1, 0);
    }

    @Test
    void forgetsASessionThatEnded() {
        seat("a", 10 * HD);

        balance = balance.without(new SessionId("a")).without(new SessionId("never"));

        assertThat(balance.load(0)).isZero();
    }

    @Test
    void forgetsASessionThatIsSilentForLong() {
        seat("a", 10 * HD);
        now += DeviceBalance.IDLE.toNanos();
        seat("b", HD);
        assertThat(balance.load(0)).isEqualTo(10 * HD);

        now += 1;
        seat("c", HD);

        assertThat(balance.load(0)).isZero();
        assertThat(balance.load(1)).isEqualTo(HD);
    }

    @Test
    void remembersOnlySoMany() {
        for (int i = 0; i < DeviceBalance.MOST_SESSIONS + 3; i++) {
            seat("s" + i, 1);
        }

        assertThat(balance.load(0) + balance.load(1) + balance.load(2)).isEqualTo(DeviceBalance.MOST_SESSIONS);
    }

    @Test
    void neverBindsToADeviceThatHasMoreThanAnother() {
        var chance = new Random(7);
        for (int i = 0; i < 300; i++) {
            var before = balance;
            var seat = seat("s" + i, 1 + chance.nextInt(1_000));
            for (int device = 0; device < 3; device++) {
                assertThat(before.load(seat.device())).isLessThanOrEqualTo(before.load(device));
            }
            if (chance.nextBoolean()) {
                balance = balance.without(new SessionId("s" + chance.nextInt(i + 1)));
            }
        }
    }

    @Test
    void needsADeviceAndAPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceBalance.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceBalance.of(1, 0));
    }

    private Seat seat(String session, long load) {
        var seating = balance.seat(new SessionId(session), load, now);
        balance = seating.balance();
        return seating.seat();
    }
}
