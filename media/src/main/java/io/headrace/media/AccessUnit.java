package io.headrace.media;

/**
 * The smallest piece of a stream that is decoded at once: one coded picture, or one frame of sound. Intakes produce
 * them, segmenters collect them.
 */
public sealed interface AccessUnit {

    /** When it is shown or heard. */
    MediaTime presentation();

    /** When it is decoded; never goes back within a stream. */
    MediaTime decoding();

    MediaBytes bytes();

    /**
     * @param bytes NAL units with start codes (Annex B); a keyframe carries its parameter sets in front
     * @param keyframe whether decoding can begin here
     */
    record Picture(VideoCodec codec, MediaTime presentation, MediaTime decoding, boolean keyframe, MediaBytes bytes)
            implements AccessUnit {}

    /**
     * @param bytes one frame or packet, as {@link SoundCodec} says
     */
    record Sound(SoundCodec codec, MediaTime presentation, MediaBytes bytes) implements AccessUnit {
        @Override
        public MediaTime decoding() {
            return presentation;
        }
    }
}
