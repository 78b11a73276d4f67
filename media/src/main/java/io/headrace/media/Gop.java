package io.headrace.media;

import java.time.Duration;

/** How far keyframes stand apart. */
public sealed interface Gop {

    /** One keyframe at the start of each segment, and wherever the encoder wants one. */
    record EncoderDefault() implements Gop {}

    /** Every frame is a keyframe. */
    record IntraOnly() implements Gop {}

    record Every(Duration distance) implements Gop {
        public Every {
            if (distance.isNegative() || distance.isZero()) {
                throw new IllegalArgumentException("Keyframes every " + distance);
            }
        }
    }
}
