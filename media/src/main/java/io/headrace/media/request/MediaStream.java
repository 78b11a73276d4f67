package io.headrace.media.request;

import io.headrace.media.FrameRate;

/** One stream of a file. Codecs go by FFmpeg's names ({@code h264}, {@code hevc}, {@code aac}). */
public sealed interface MediaStream {

    String codec();

    /**
     * @param frameRate the average; passthrough when the file does not tell
     * @param pixelFormat FFmpeg's name ({@code yuv420p})
     * @param rotation degrees by which a player turns the picture clockwise: 0, 90, 180 or 270
     * @param codecTag what a playlist calls it ({@code avc1.64001f}); empty when it cannot be told
     */
    record Video(
            String codec, int width, int height, FrameRate frameRate, String pixelFormat, int rotation, String codecTag)
            implements MediaStream {

        /** As a viewer sees it. */
        public boolean portrait() {
            return rotation % 180 == 0 ? height > width : width > height;
        }
    }

    record Audio(String codec, int sampleRate, int channels) implements MediaStream {}

    /** Subtitles, data, attachments: left out of every rendition. */
    record Other(String kind, String codec) implements MediaStream {}
}
