package io.headrace.gateway.realtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a player finds that reads the playlist again and again. */
class OutputPlaylistTest {

    private static final long SECOND = 90_000;

    /** By x264: 160x90. */
    private static final MediaBytes KEYFRAME = MediaBytes.owning(HexFormat.of()
            .parseHex("000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb0"
                    + "0000000165020202020202"));

    private static final MediaBytes FRAME = MediaBytes.owning(HexFormat.of().parseHex("fff14c80013ffc2100"));

    private final FakeCarriers carriers = new FakeCarriers();
    private final OutputPlaylist playlist = new OutputPlaylist(carriers.on(new SimulatedHost(1)), () -> {});

    /** By the numbers of segments: how many discontinuities came before its times, itself included. */
    private final Map<Long, Long> told = new HashMap<>();

    private long first;

    private static Picture picture(long ticks) {
        var time = new MediaTime(ticks);
        return new Picture(VideoCodec.H264, time, time, true, KEYFRAME);
    }

    private static Sound sound(SoundCodec codec, long ticks) {
        return new Sound(codec, new MediaTime(ticks), FRAME);
    }

    /** RFC 8216 section 6.2.2: numbers and discontinuities of a segment never change. */
    private void look() {
        playlist.playlist().ifPresent(now -> {
            assertThat(now.firstSeq()).isGreaterThanOrEqualTo(first);
            assertThat(now.entries()).hasSizeBetween(1, OutputPlaylist.WINDOW);
            first = now.firstSeq();
            long seq = now.firstSeq();
            long before = now.discontinuities();
            for (var entry : now.entries()) {
                before += entry.discontinuity() ? 1 : 0;
                assertThat(entry.uri()).isEqualTo(seq + ".ts");
                assertThat(told.merge(seq, before, (earlier, _) -> earlier))
                        .as("discontinuities up to segment %d", seq)
                        .isEqualTo(before);
                assertThat(playlist.segment(seq))
                        .as("segment %d of the playlist", seq)
                        .isPresent();
                seq++;
            }
        });
    }

    /** Publishers that jump in time, swaps of runners, and a reader that comes in the middle and wants sound. */
    @Test
    void tellsOfEachSegmentAlwaysTheSame() {
        for (int seed = 0; seed < 30; seed++) {
            var test = new OutputPlaylistTest();
            test.stream(new Random(seed));
        }
    }

    private void stream(Random chance) {
        long now = 0;
        int wantedAt = chance.nextInt(60);
        for (int i = 0; i < 80; i++) {
            now += switch (chance.nextInt(8)) {
                case 0 -> 30 * SECOND;
                case 1 -> -Math.min(now, 5 * SECOND);
                default -> SECOND;
            };
            playlist.unit(sound(SoundCodec.OPUS, now));
            playlist.unit(picture(now));
            if (i == wantedAt) {
                var _ = playlist.wanted();
            }
            if (!carriers.started.isEmpty()) {
                carriers.started.getLast().back.accept(sound(SoundCodec.AAC, now));
            }
            look();
        }
        playlist.ended();
        look();
        assertThat(playlist.playlist().orElseThrow().ended()).isTrue();
        assertThat(first).isPositive();
    }

    @Test
    void keepsSegmentsForAWhileAfterTheyLeftThePlaylistAndNoLonger() {
        for (int second = 0; second < 60; second++) {
            playlist.unit(picture(second * SECOND));
        }

        long oldest = playlist.playlist().orElseThrow().firstSeq();
        assertThat(playlist.segment(oldest - 4)).isPresent();
        assertThat(playlist.segment(oldest - 5)).isEmpty();
        assertThat(playlist.segment(oldest + OutputPlaylist.WINDOW))
                .as("not there yet")
                .isEmpty();
        assertThat(playlist.segment(-1)).isEmpty();
        assertThat(playlist.segment(Long.MAX_VALUE)).isEmpty();
        assertThat(playlist.segment(Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void whoeverWaitsForSoundIsLetGoAtTheEnd() {
        playlist.unit(sound(SoundCodec.OPUS, 0));
        playlist.unit(picture(0));
        var ready = playlist.wanted();
        assertThat(ready).isNotDone();

        playlist.ended();

        assertThat(ready).isDone();
        assertThat(playlist.playlist()).as("what was open is closed").isPresent();
    }
}
