package io.headrace.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.SoundCodec;
import io.headrace.media.ts.TsMuxer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Opus in packets of 1,800 ticks. */
class SoundFlowTest {

    private static final long PACKET = 1_800;

    private final Received received = new Received();
    private final SoundFlow flow = new SoundFlow(FlowLimits.DEFAULT, received);

    @Test
    void cutsASecondAtATime() {
        flow.begin(MediaTime.ZERO);
        packets(0, 120);
        flow.finish();

        assertThat(received.soundOpenings)
                .containsExactly(
                        new SoundOpening(MediaTime.ZERO, SoundCodec.OPUS, false),
                        new SoundOpening(new MediaTime(90_000), SoundCodec.OPUS, false),
                        new SoundOpening(new MediaTime(180_000), SoundCodec.OPUS, false));
        assertThat(received.closings)
                .containsExactly(
                        new Closing(new MediaTime(90_000), 0),
                        new Closing(new MediaTime(180_000), 0),
                        new Closing(new MediaTime(216_000), 0));
    }

    @Test
    void everyUnitIsHandedOnAtOnce() {
        var reader = new FlowReader();
        flow.begin(MediaTime.ZERO);
        for (int i = 0; i < 60; i++) {
            int segment = received.segments.size();
            flow.add(SampleUnits.opus(i * PACKET, 100 + i));
            if (received.segments.size() > segment) {
                assertThat(reader.nextSegment()).isEmpty();
            }

            var read = reader.feed(ByteBuffer.wrap(received.segments.getLast().getLast()));

            assertThat(read).hasSize(1);
            assertThat(read.getFirst().presentation()).isEqualTo(new MediaTime(i * PACKET));
        }
        assertThat(reader.droppedUnits()).isZero();
    }

    @Test
    void dropsSoundBeforeThePicturesBegin() {
        packets(0, 2);
        assertThat(received.soundOpenings).isEmpty();

        flow.begin(new MediaTime(5 * PACKET));
        packets(2, 8);

        assertThat(received.soundOpenings)
                .containsExactly(new SoundOpening(new MediaTime(5 * PACKET), SoundCodec.OPUS, false));
        assertThat(received.segments.getFirst()).hasSize(3);
    }

    @Test
    void beginsAnewWithThePictures() {
        flow.begin(MediaTime.ZERO);
        packets(0, 5);
        flow.begin(new MediaTime(10 * PACKET));
        packets(10, 12);

        assertThat(received.closings).containsExactly(new Closing(new MediaTime(5 * PACKET), 0));
        assertThat(received.soundOpenings).map(SoundOpening::discontinuity).containsExactly(false, true);
    }

    @Test
    void aJumpOrAnotherCodecBeginsASegmentAtOnce() {
        flow.begin(MediaTime.ZERO);
        packets(10, 12);
        packets(5, 6);
        packets(1_000_000, 1_000_001);
        flow.add(SampleUnits.sound(1_000_001 * PACKET, 90));

        assertThat(received.soundOpenings).map(SoundOpening::discontinuity).containsExactly(false, true, true, true);
        assertThat(received.soundOpenings.getLast().codec()).isEqualTo(SoundCodec.AAC);
        assertThat(received.closings)
                .map(closing -> closing.end().ticks() / PACKET)
                .containsExactly(12L, 6L, 1_000_001L);
    }

    @Test
    void noSegmentGrowsBeyondItsLimit() {
        var small = new SoundFlow(
                new FlowLimits(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        5_000,
                        FlowLimits.Sound.NONE),
                received);
        small.begin(MediaTime.ZERO);
        for (int i = 0; i < 100; i++) {
            small.add(SampleUnits.opus(0, 500));
        }
        small.add(SampleUnits.opus(0, TsMuxer.MAX_SOUND_BYTES + 1));

        assertThat(received.segments).hasSizeGreaterThan(10);
        for (int i = 0; i < received.segments.size(); i++) {
            assertThat(received.segment(i).remaining()).isLessThanOrEqualTo(5_000);
        }
    }

    private void packets(int from, int to) {
        for (int i = from; i < to; i++) {
            Sound packet = SampleUnits.opus(i * PACKET, 80);
            flow.add(packet);
        }
    }
}
