package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.rtmp.fixture.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoopedStreamTest {

    private static final int PICTURES = 10;
    private static final long ROUND = PICTURES * Pictures.MS_PER_PICTURE;

    @Test
    void goesOnWhereTheRoundBeforeEnded() {
        var stream = LoopedStream.of(Pictures.from(5_000, PICTURES));

        var times = LongStream.range(0, 3 * PICTURES)
                .mapToObj(number -> stream.unit(number).decoding())
                .toList();

        assertThat(times.getFirst()).isEqualTo(MediaTime.ZERO);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i).ticks() - times.get(i - 1).ticks())
                    .isEqualTo(Units.at(Pictures.MS_PER_PICTURE).ticks());
        }
    }

    @Test
    void everyRoundBeginsWithTheSameKeyframe() {
        var stream = LoopedStream.of(Pictures.from(0, PICTURES));

        assertThat(stream.unit(PICTURES)).isInstanceOfSatisfying(AccessUnit.Picture.class, first -> {
            assertThat(first.keyframe()).isTrue();
            assertThat(first.bytes()).isSameAs(stream.unit(0).bytes());
            assertThat(first.presentation()).isEqualTo(Units.at(ROUND));
        });
    }

    @Test
    void keepsThePicturesReordering() {
        List<AccessUnit> clip = List.of(
                Units.between(0, 80, 10),
                Units.between(40, 120, 10),
                Units.between(80, 0, 10),
                Units.between(120, 0, 10));
        var reordered = new ArrayList<>(clip);
        reordered.set(
                0,
                new AccessUnit.Picture(
                        VideoCodec.H264,
                        Units.at(80),
                        Units.at(0),
                        true,
                        clip.getFirst().bytes()));

        var second = LoopedStream.of(reordered).unit(clip.size());

        assertThat(second.presentation().since(second.decoding()).toMillis()).isEqualTo(80);
    }

    @Test
    void leavesOutSoundBeyondThePictures() {
        var clip = new ArrayList<AccessUnit>(Pictures.from(1_000, PICTURES));
        clip.add(Units.sound(999, 10));
        clip.add(Units.sound(1_000, 10));
        clip.add(Units.sound(1_000 + ROUND - 1, 10));
        clip.add(Units.sound(1_000 + ROUND, 10));

        var sounds = LoopedStream.of(clip).units().stream()
                .filter(AccessUnit.Sound.class::isInstance)
                .map(sound -> sound.presentation().ticks() / 90)
                .toList();

        assertThat(sounds).containsExactly(0L, ROUND - 1);
    }

    @Test
    void interleavesByDecodingTime() {
        var clip = new ArrayList<AccessUnit>(Pictures.from(0, PICTURES));
        clip.add(Units.sound(50, 10));

        assertThat(LoopedStream.of(clip).units())
                .extracting(unit -> unit.decoding().ticks())
                .isSorted();
    }

    @Test
    void refusesAClipThatDoesNotBeginWithAKeyframe() {
        assertThatThrownBy(() -> LoopedStream.of(List.of(Units.between(0, 0, 10), Units.keyframe(40, 10))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LoopedStream.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsItsBitrate() {
        var stream = LoopedStream.of(Pictures.from(0, 25));
        long bytes =
                stream.units().stream().mapToLong(unit -> unit.bytes().length()).sum();

        assertThat(stream.bitsPerSecond()).isEqualTo(bytes * 8.0);
    }
}
