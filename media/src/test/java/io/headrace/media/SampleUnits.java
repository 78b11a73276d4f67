package io.headrace.media;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.codec.AdtsHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

/** Access units with true headers and made-up insides. Times in ticks of 1/90000 s. */
public final class SampleUnits {

    /** By x264: 160x90, High, level 1.0. */
    public static final String SETS_160X90 =
            "000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb0";
    /** By x264: 640x360, High, level 3.0. */
    public static final String SETS_640X360 =
            "000000016764001eacd940a02ff970110000030001000003003c0f162d960000000168efbcb0";

    private static final String DELIMITER = "0000000109f0";
    private static final int LOW_COMPLEXITY = 2;
    private static final int INDEX_OF_48_KHZ = 3;

    private SampleUnits() {}

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    public static byte[] array(MediaBytes bytes) {
        byte[] array = new byte[bytes.length()];
        bytes.asByteBuffer().get(array);
        return array;
    }

    public static Picture keyframe(long presentation, long decoding, int bytes) {
        return keyframe(SETS_160X90, presentation, decoding, bytes);
    }

    public static Picture keyframe(String sets, long presentation, long decoding, int bytes) {
        return picture(true, DELIMITER + sets + "0000000165", presentation, decoding, bytes);
    }

    public static Picture picture(long presentation, long decoding, int bytes) {
        return picture(false, DELIMITER + "0000000141", presentation, decoding, bytes);
    }

    /**
     * @param start bytes in front, in hex; the picture is filled up to {@code bytes} with noise that holds no start code
     */
    public static Picture picture(boolean keyframe, String start, long presentation, long decoding, int bytes) {
        byte[] front = hex(start);
        return new Picture(
                VideoCodec.H264,
                new MediaTime(presentation),
                new MediaTime(decoding),
                keyframe,
                MediaBytes.owning(filled(front, Math.max(bytes, front.length + 1), decoding)));
    }

    /** A frame of 48 kHz AAC, 1,920 ticks long. */
    public static Sound sound(long presentation, int rawBytes) {
        byte[] header =
                AdtsHeader.of(LOW_COMPLEXITY, INDEX_OF_48_KHZ, 2, rawBytes).write();
        return new Sound(
                SoundCodec.AAC,
                new MediaTime(presentation),
                MediaBytes.owning(filled(header, header.length + rawBytes, presentation)));
    }

    /** A packet of one frame of 20 ms, 1,800 ticks long. */
    public static Sound opus(long presentation, int bytes) {
        return new Sound(
                SoundCodec.OPUS,
                new MediaTime(presentation),
                MediaBytes.owning(filled(new byte[] {(byte) 0xfc}, bytes, presentation)));
    }

    /** A unit of that codec, as large and at the same time. */
    public static Sound as(SoundCodec codec, Sound like) {
        return codec == SoundCodec.OPUS
                ? opus(like.presentation().ticks(), like.bytes().length())
                : like;
    }

    public static ByteBuffer joined(MediaBytes... pieces) {
        var all = new ByteArrayOutputStream();
        for (MediaBytes piece : pieces) {
            all.writeBytes(array(piece));
        }
        return ByteBuffer.wrap(all.toByteArray());
    }

    private static byte[] filled(byte[] front, int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] = i < front.length ? front[i] : (byte) (bytes[i] | 2);
        }
        return bytes;
    }
}
