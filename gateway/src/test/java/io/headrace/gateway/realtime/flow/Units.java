package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.util.Arrays;
import java.util.HexFormat;

/** Units with true headers and nothing inside; frame {@code n} of 30 a second is shown at {@code 3000 n} ticks. */
final class Units {

    static final int FRAME = 3_000;
    static final int OPUS_FRAME = 1_800;

    /** By x264: 160x90. */
    static final String SMALL = "000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb0";
    /** By x264: 640x360. */
    static final String LARGE = "000000016764001eacd940a02ff970110000030001000003003c0f162d960000000168efbcb0";

    private static final String DELIMITER = "0000000109f0";

    private Units() {}

    static Picture key(long frame) {
        return key(SMALL, frame, 200);
    }

    static Picture key(String sets, long frame, int bytes) {
        return picture(true, DELIMITER + sets + "0000000165", frame * FRAME, frame * FRAME, bytes);
    }

    static Picture delta(long frame) {
        return delta(frame, 100);
    }

    static Picture delta(long frame, int bytes) {
        return picture(false, DELIMITER + "0000000141", frame * FRAME, frame * FRAME, bytes);
    }

    /** Shown in another order than it is decoded in. */
    static Picture reordered(boolean keyframe, long shown, long decoded) {
        String front = keyframe ? DELIMITER + SMALL + "0000000165" : DELIMITER + "0000000141";
        return picture(keyframe, front, shown * FRAME, decoded * FRAME, 100);
    }

    static Picture picture(boolean keyframe, long ticks) {
        String front = keyframe ? DELIMITER + SMALL + "0000000165" : DELIMITER + "0000000141";
        return picture(keyframe, front, ticks, ticks, 100);
    }

    /** A keyframe every {@code gop} frames. */
    static Picture of(long frame, int gop) {
        return frame % gop == 0 ? key(frame) : delta(frame);
    }

    static Sound opus(long ticks) {
        byte[] packet = new byte[40];
        Arrays.fill(packet, (byte) 2);
        packet[0] = (byte) 0xfc;
        return new Sound(SoundCodec.OPUS, new MediaTime(ticks), MediaBytes.owning(packet));
    }

    private static Picture picture(boolean keyframe, String front, long shown, long decoded, int bytes) {
        byte[] head = HexFormat.of().parseHex(front);
        byte[] whole = Arrays.copyOf(head, Math.max(bytes, head.length + 1));
        Arrays.fill(whole, head.length, whole.length, (byte) 2);
        return new Picture(
                VideoCodec.H264, new MediaTime(shown), new MediaTime(decoded), keyframe, MediaBytes.owning(whole));
    }
}
