package io.headrace.media.request;

import java.time.Duration;

/**
 * The input is at fault, so that asking again, or somebody else, cannot help.
 *
 * <p>The network knows these by their text (wire protocol sections 7.4 and 9.6), which {@link #networkText} gives;
 * {@link #sentence} is for people.
 */
public sealed interface MediaRefusal extends MediaReply.Final {

    String networkText();

    String sentence();

    /** No picture in it, or nothing that can be read. */
    record InvalidVideo(String detail) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidVideo";
        }

        @Override
        public String sentence() {
            return "There is no video to be read in the input: " + detail;
        }
    }

    record NoKeyframes(long packets) implements MediaRefusal {
        @Override
        public String networkText() {
            return "No keyframes in input";
        }

        @Override
        public String sentence() {
            return "None of the input's " + packets + " video packets is a keyframe, so nothing can be decoded";
        }
    }

    record UnsupportedCodec(String codec) implements MediaRefusal {
        @Override
        public String networkText() {
            return "Unsupported input codec";
        }

        @Override
        public String sentence() {
            return "The input's video is " + codec + "; H.264 and HEVC are taken";
        }
    }

    record UnsupportedPixelFormat(String format) implements MediaRefusal {
        @Override
        public String networkText() {
            return "Unsupported input pixel format";
        }

        @Override
        public String sentence() {
            return "The input's pixels are " + format + "; 8-bit YUV is taken";
        }
    }

    record TooManyPixels(int width, int height, long limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidResolution";
        }

        @Override
        public String sentence() {
            return "The picture of " + width + "x" + height + " is larger than the limit of " + limit + " pixels";
        }
    }

    record TooLong(Duration duration, Duration limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidDuration";
        }

        @Override
        public String sentence() {
            return "The input lasts " + duration.toMillis() / 1000.0 + " s, the limit is " + limit.toSeconds() + " s";
        }
    }

    record TooManyStreams(int streams, int limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidVideo";
        }

        @Override
        public String sentence() {
            return "The input has " + streams + " streams, the limit is " + limit;
        }
    }

    record TooManyPackets(int limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidVideo";
        }

        @Override
        public String sentence() {
            return "The input has more than " + limit + " packets";
        }
    }

    /** Keyframes so far apart that no piece would be short enough to be a unit of work. */
    record KeyframesTooFarApart(Duration limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "TranscoderInvalidVideo";
        }

        @Override
        public String sentence() {
            return "The input has no keyframe for " + limit.toSeconds()
                    + " s, so it cannot be cut; encode it again with a keyframe every few seconds";
        }
    }

    /** This build cannot make what the profile asks for. */
    record EncoderMissing(String codec) implements MediaRefusal {
        @Override
        public String networkText() {
            return "Encoder not found";
        }

        @Override
        public String sentence() {
            return "No encoder for " + codec + " is built in";
        }
    }

    /** A frame rate conversion would make far more frames than there were. */
    record FramesRunaway(long limit) implements MediaRefusal {
        @Override
        public String networkText() {
            return "Encoded frames runaway";
        }

        @Override
        public String sentence() {
            return "The input's timestamps would make more than " + limit + " frames of one segment";
        }
    }
}
