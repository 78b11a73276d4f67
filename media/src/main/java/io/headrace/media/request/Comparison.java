package io.headrace.media.request;

import io.headrace.media.MediaTime;
import java.util.List;

/**
 * How like its source a rendition is, beside what an honest encoder makes of the same source. It holds numbers alone;
 * {@code media.verify} judges them.
 *
 * @param expected pictures of the honest encoding that were looked at
 * @param frames those for which the rendition has a picture as well, in order of time; at most {@code expected}
 */
public record Comparison(int expected, List<Frame> frames) implements MediaReply.Final {

    public Comparison {
        frames = List.copyOf(frames);
        if (expected < 0 || frames.size() > expected) {
            throw new IllegalArgumentException(frames.size() + " frames compared of " + expected);
        }
    }

    /**
     * One moment.
     *
     * @param time since the segment's first picture
     * @param sourceLevel mean luma of the source's picture, 0 to 255
     * @param returnedLevel mean luma of the rendition's
     * @param returned the rendition's likeness to the source
     * @param honest the honest encoding's
     */
    public record Frame(MediaTime time, double sourceLevel, double returnedLevel, Likeness returned, Likeness honest) {}

    /**
     * Of a picture to the source's at the same moment and of the same size; luma alone.
     *
     * @param distance mean difference of the means of 32×32 blocks, in levels from 0 to 255: sees what is shown, not
     *     how finely
     * @param psnr decibels, at most {@link #IDENTICAL}
     * @param ssim 1 for the same picture
     */
    public record Likeness(double distance, double psnr, double ssim) {

        /** What is told of pictures that are the same to the last bit. */
        public static final double IDENTICAL = 100;
    }
}
