package io.headrace.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitQueueTest {

    private static final int BYTES = 10;

    private final UnitQueue queue = new UnitQueue(5 * BYTES, 4);

    private static Picture picture(int number, boolean keyframe) {
        var time = new MediaTime(number * 3_000L);
        return new Picture(VideoCodec.H264, time, time, keyframe, MediaBytes.owning(new byte[BYTES]));
    }

    private static Sound sound(int number, int bytes) {
        return new Sound(SoundCodec.OPUS, new MediaTime(number * 3_000L), MediaBytes.owning(new byte[bytes]));
    }

    private List<AccessUnit> rest() throws InterruptedException {
        queue.close();
        var rest = new ArrayList<AccessUnit>();
        for (var next = queue.take(); next.isPresent(); next = queue.take()) {
            rest.add(next.get());
        }
        return rest;
    }

    @Test
    void beginsWithAKeyframe() throws Exception {
        var keyframe = picture(2, true);

        queue.offer(picture(1, false));
        queue.offer(keyframe);

        assertThat(rest()).containsExactly(keyframe);
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void leavesPicturesOutUpToAKeyframeForWhichThereIsRoom() throws Exception {
        for (int i = 0; i < 6; i++) {
            queue.offer(picture(i, i == 0));
        }
        queue.take();
        var keyframe = picture(7, true);
        queue.offer(picture(6, false));
        queue.offer(keyframe);

        assertThat(queue.dropped()).isEqualTo(3);
        assertThat(rest()).hasSize(4).last().isEqualTo(keyframe);
    }

    @Test
    void doesNotBeginAgainAtAKeyframeForWhichThereIsNoRoom() throws Exception {
        for (int i = 0; i < 4; i++) {
            queue.offer(picture(i, true));
        }
        queue.offer(picture(4, true));
        queue.take();
        queue.offer(picture(5, false));

        assertThat(rest()).hasSize(3);
    }

    @Test
    void takesSoundWheneverThereIsRoom() throws Exception {
        queue.offer(sound(0, BYTES));
        queue.offer(sound(1, 5 * BYTES));
        queue.offer(sound(2, BYTES));

        assertThat(rest()).hasSize(2);
        assertThat(queue.dropped()).isEqualTo(1);
    }
}
