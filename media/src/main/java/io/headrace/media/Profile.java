package io.headrace.media;

import java.util.Locale;

/**
 * One output format that is asked for: an element of a ladder. The output keeps the source's aspect ratio, so its
 * real size may be smaller in one dimension (wire protocol section 7.4).
 *
 * @param name unique within a ladder; part of a path and of the signed bytes
 * @param width pixels, 0 to 20,000; encoders clamp it
 * @param height pixels
 * @param bitrate bits per second; 0 leaves it to the quality
 * @param quality constant-rate factor 1 to 63; 0 leaves it to the bitrate
 */
public record Profile(
        String name,
        int width,
        int height,
        int bitrate,
        FrameRate frameRate,
        Container container,
        VideoCodec codec,
        CodecProfile codecProfile,
        Gop gop,
        int quality) {

    private static final int MAX_NAME = 64;

    public Profile {
        if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(Profile::allowedInName)) {
            throw new IllegalArgumentException(
                    "A profile's name has 1 to 64 letters, digits, '.', '_' or '-': \"" + name + "\"");
        }
        if (width < 0 || height < 0 || bitrate < 0 || quality < 0 || quality > 63) {
            throw new IllegalArgumentException(
                    "Negative or too large: " + width + "x" + height + ", " + bitrate + " bit/s, quality " + quality);
        }
    }

    /** H.264 in MPEG-TS at the source's frame rate, named after its height ({@code 720p}). */
    public static Profile h264(int width, int height, int bitrate) {
        return new Profile(
                height + "p",
                width,
                height,
                bitrate,
                FrameRate.PASSTHROUGH,
                Container.MPEG_TS,
                VideoCodec.H264,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                0);
    }

    public Profile named(String other) {
        return new Profile(other, width, height, bitrate, frameRate, container, codec, codecProfile, gop, quality);
    }

    public Profile at(FrameRate other) {
        return new Profile(name, width, height, bitrate, other, container, codec, codecProfile, gop, quality);
    }

    private static boolean allowedInName(int character) {
        return (Character.isLetterOrDigit(character) && character < 128)
                || character == '.'
                || character == '_'
                || character == '-';
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %dx%d@%s %d kbit/s", name, width, height, frameRate, bitrate / 1000);
    }
}
