package io.headrace.media;

/**
 * How large a rendition really is: the larger dimension asked for is applied to the larger dimension of the source, the
 * other follows the source's aspect ratio, and both are even and within what encoders of the network take (wire
 * protocol section 7.4). A portrait source so turns a landscape profile.
 */
public record RenditionSize(int width, int height) {

    /** The nearest size that the network's encoders take. */
    public static RenditionSize of(Profile profile, int sourceWidth, int sourceHeight) {
        int larger = Math.max(profile.width(), profile.height());
        if (larger == 0) {
            return clamped(profile.codec(), sourceWidth, sourceHeight);
        }
        return sourceWidth >= sourceHeight
                ? clamped(profile.codec(), larger, (long) larger * sourceHeight / sourceWidth)
                : clamped(profile.codec(), (long) larger * sourceWidth / sourceHeight, larger);
    }

    private static RenditionSize clamped(VideoCodec codec, long width, long height) {
        return switch (codec) {
            case HEVC -> new RenditionSize(even(width, 132, 8192), even(height, 40, 8192));
            case H264, VP8, VP9 -> new RenditionSize(even(width, 146, 4096), even(height, 50, 4096));
        };
    }

    private static int even(long length, int least, int most) {
        return Math.clamp(length & ~1L, least, most);
    }

    public long pixels() {
        return (long) width * height;
    }
}
