package io.headrace.media.cut;

import java.time.Duration;
import java.util.List;

/** What a segmenter answers to each unit: the segments that became complete, or why there will be no more. */
public sealed interface Cut {

    /**
     * @param segments in order; mostly none
     */
    record Segments(List<CutSegment> segments) implements Cut {
        public Segments {
            segments = List.copyOf(segments);
        }
    }

    /** The stream cannot be cut. */
    sealed interface Failure extends Cut {

        /** What happened, with the values, and what the publisher can do. */
        String sentence();
    }

    record NoKeyframe(Duration waited, Duration limit) implements Failure {
        @Override
        public String sentence() {
            return "No keyframe with its parameter sets came for " + waited.toMillis() + " ms; the limit is "
                    + limit.toMillis() + " ms. Set the encoder's keyframe interval to 2 s or less.";
        }
    }

    record SegmentTooLarge(long bytes, long maxBytes) implements Failure {
        @Override
        public String sentence() {
            return "A segment grew to " + bytes + " bytes; the limit is " + maxBytes
                    + ". Lower the bitrate or the keyframe interval.";
        }
    }

    record TooManyUnits(int units, int maxUnits) implements Failure {
        @Override
        public String sentence() {
            return "A segment grew to " + units + " units; the limit is " + maxUnits
                    + ". Lower the frame rate or the keyframe interval.";
        }
    }

    /**
     * @param why a sentence
     */
    record UnreadableParameters(String why) implements Failure {
        @Override
        public String sentence() {
            return "The parameter sets of a keyframe cannot be read: " + why + " Publish H.264 or HEVC.";
        }
    }

    record UnsupportedCodec(String codec) implements Failure {
        @Override
        public String sentence() {
            return "Pictures in " + codec + " cannot be cut into transport stream segments. Publish H.264 or HEVC.";
        }
    }
}
