package io.headrace.ffmpeg;

import io.headrace.media.RenditionSize;
import io.headrace.media.request.Measurement;

/**
 * Which part of a segment is compared, and where in it pictures are looked at. Times are ticks since the segment's
 * first picture. A usual segment is looked at from end to end; of a long one a part, begun by chance.
 *
 * @param from beginning of the part
 * @param length from its first picture to its last
 * @param samples how many pictures are looked at, at the most
 * @param phase where in its share of the length each of them stands, 0 to below 1
 */
record Stretch(long from, long length, int samples, double phase) {

    /** Four seconds at sixty pictures a second. */
    static final int MOST_FRAMES = 240;

    private static final int MOST_SAMPLES = 12;
    private static final int LEAST_SAMPLES = 3;
    /** What the looked-at pictures of one rendition may take; there are two renditions. */
    private static final long MOST_BYTES = 48L << 20;

    static Stretch of(Measurement source, RenditionSize size, double phase) {
        long span = source.last().ticks() - source.first().ticks();
        long length = source.frames() <= MOST_FRAMES ? span : span * MOST_FRAMES / source.frames();
        int samples = Math.clamp(MOST_BYTES / size.pixels(), LEAST_SAMPLES, MOST_SAMPLES);
        return new Stretch((long) ((span - length) * phase), length, samples, phase);
    }

    /** When the picture at this place, from 0 to below {@code samples}, is wanted: the first one then or later is taken. */
    long time(int place) {
        return from + (long) ((place + phase) / samples * length);
    }

    long end() {
        return from + length;
    }
}
