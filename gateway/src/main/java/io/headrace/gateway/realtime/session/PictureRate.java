package io.headrace.gateway.realtime.session;

/**
 * How many pixels flow in a second.
 *
 * @param pixelsPerSecond at least 1
 */
public record PictureRate(long pixelsPerSecond) {

    /** Of a stream of which nothing is known yet: 640 x 360 at 30 pictures a second. */
    public static final PictureRate USUAL = of(640, 360, 30);

    public PictureRate {
        if (pixelsPerSecond < 1) {
            throw new IllegalArgumentException("A stream of " + pixelsPerSecond + " pixels a second");
        }
    }

    public static PictureRate of(int width, int height, int perSecond) {
        return new PictureRate(Math.max(1, (long) width * height * perSecond));
    }
}
