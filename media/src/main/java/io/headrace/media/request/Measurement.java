package io.headrace.media.request;

import io.headrace.media.MediaTime;
import io.headrace.media.PixelCount;
import java.util.Optional;

/**
 * What was found in a segment.
 *
 * @param codec FFmpeg's name
 * @param width of the first picture
 * @param frames packets, or decoded frames when frames were asked for
 * @param keyframes among them
 * @param sameSizeThroughout no frame had another size; only frames can tell, packets answer yes
 * @param codecTag what a playlist calls the video ({@code avc1.64001f}); empty when it cannot be told
 */
public record Measurement(
        String codec,
        int width,
        int height,
        long frames,
        long keyframes,
        boolean beginsWithKeyframe,
        boolean sameSizeThroughout,
        MediaTime first,
        MediaTime last,
        String codecTag,
        long videoBytes,
        Optional<Sound> sound)
        implements MediaReply.Final {

    public PixelCount pixels() {
        return PixelCount.of(width, height, frames);
    }

    /** The audio beside it. */
    public record Sound(String codec, long packets, MediaTime first, MediaTime last) {}
}
