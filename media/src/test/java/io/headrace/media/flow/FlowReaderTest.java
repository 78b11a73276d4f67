package io.headrace.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.codec.SequenceFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowReaderTest {

    private static final long SECOND = 90_000;
    private static final long WRAP = 1L << 33;

    @Test
    void timesRunOnOverSegmentsOfDifferentWritersAndTheWrap() {
        var reader = new FlowReader();
        var times = new ArrayList<Long>();
        for (int second = 0; second < 4; second++) {
            long time = WRAP - 2 * SECOND + second * SECOND;
            // each segment is another writer's: its counters begin anew
            var written = written(time);
            reader.feed(written.segment(0))
                    .forEach(unit -> times.add(unit.presentation().ticks()));
            reader.nextSegment().forEach(unit -> times.add(unit.presentation().ticks()));
        }

        assertThat(times)
                .containsExactly(
                        WRAP - 2 * SECOND,
                        WRAP - 2 * SECOND + 3000,
                        WRAP - SECOND,
                        WRAP - SECOND + 3000,
                        WRAP,
                        WRAP + 3000,
                        WRAP + SECOND,
                        WRAP + SECOND + 3000);
        assertThat(reader.droppedUnits()).isZero();
    }

    @Test
    void saysWhatTheLastKeyframeIsLike() {
        var reader = new FlowReader();
        assertThat(reader.format()).isEmpty();

        reader.feed(written(0).segment(0));

        assertThat(reader.format()).map(SequenceFormat.Parsed::width).contains(160);
    }

    @Test
    void aSegmentThatBreaksOffLosesItsLastUnitOnly() {
        var reader = new FlowReader();
        ByteBuffer whole = written(0).segment(0);
        var read = new ArrayList<AccessUnit>(reader.feed(whole.slice(0, whole.remaining() - 500)));
        reader.breakOff();
        read.addAll(reader.feed(written(SECOND).segment(0)));

        assertThat(read)
                .map(AccessUnit::presentation)
                .containsExactly(MediaTime.ZERO, new MediaTime(SECOND), new MediaTime(SECOND + 3000));
        assertThat(reader.droppedUnits()).isOne();
    }

    @Test
    void noBytesAreAnError() {
        byte[] good = written(0).segment(0).array();
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var reader = new FlowReader(50_000);
            for (int segment = 0; segment < 3; segment++) {
                byte[] bytes = good.clone();
                for (int flips = random.nextInt(200); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                int end = random.nextInt(bytes.length);
                var units = new ArrayList<>(reader.feed(ByteBuffer.wrap(bytes, 0, end)));
                units.addAll(reader.nextSegment());
                assertThat(units.size()).isLessThanOrEqualTo(3);
            }
        }
    }

    /** A segment of a keyframe and a picture of 90,000 bytes. */
    private static Received written(long time) {
        var received = new Received();
        var flow = new SegmentFlow(FlowLimits.DEFAULT, received);
        flow.add(SampleUnits.keyframe(time, time, 1_000));
        flow.add(SampleUnits.picture(time + 3000, time + 3000, 90_000));
        flow.finish();
        return received;
    }
}
