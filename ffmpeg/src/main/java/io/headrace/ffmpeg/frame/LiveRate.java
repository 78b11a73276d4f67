package io.headrace.ffmpeg.frame;

/**
 * What an encoder may spend.
 *
 * @param bitsPerSecond on average, and at most within any second
 * @param picturesPerSecond expected, for the rate control; other times are kept all the same
 * @param threads of the encoder; each more cuts the picture into one more slice
 */
public record LiveRate(int bitsPerSecond, int picturesPerSecond, int threads) {

    private static final int MAX_THREADS = 16;

    public LiveRate {
        if (bitsPerSecond <= 0 || picturesPerSecond <= 0 || threads <= 0 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("Nothing is encoded at " + bitsPerSecond + " bit/s and "
                    + picturesPerSecond + " pictures/s by " + threads + " threads (1 to " + MAX_THREADS + ")");
        }
    }
}
