package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaTime;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final int MIB = 1 << 20;

    private final Backlog backlog = new Backlog(FlowLimits.DEFAULT);

    private boolean begins(int seq) {
        return backlog.put(new InputItem.Begin(seq, MediaTime.ZERO, 160, 90));
    }

    @Test
    void hasRoomForThreeSegmentsThatThePeerHasNotTaken() throws InterruptedException {
        assertThat(begins(0) && begins(1) && begins(2)).isTrue();
        assertThat(begins(3)).isFalse();

        backlog.take();
        assertThat(begins(3)).as("it is being written, which is not taken").isFalse();
        backlog.segmentTaken();

        assertThat(begins(3)).isTrue();
    }

    @Test
    void hasRoomForAWholeSegmentButNotForMoreBytesThanItsLimit() throws InterruptedException {
        var large = new InputItem.Unit(Units.delta(1, MIB));
        for (int mebibyte = 0; mebibyte < 96; mebibyte++) {
            assertThat(backlog.put(large)).isTrue();
        }
        assertThat(backlog.put(large)).isFalse();

        backlog.take();

        assertThat(backlog.put(large)).isTrue();
    }
}
