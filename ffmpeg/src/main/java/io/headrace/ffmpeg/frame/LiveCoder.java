package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.Options;
import java.util.Arrays;

/**
 * The encoders of H.264 for live pictures, the best first. Which are there depends on the natives: those without GPL have
 * OpenH264 alone. Either makes constrained baseline with its parameter sets at every keyframe, which all players take.
 */
public enum LiveCoder {
    X264("libx264") {
        @Override
        void tune(Options options) {
            options.with("preset", "superfast")
                    .with("tune", "zerolatency")
                    .with("profile", "baseline")
                    .with("forced-idr", "1")
                    .with("x264-params", "scenecut=0");
        }
    },
    OPEN_H264("libopenh264") {
        @Override
        void tune(Options options) {
            options.with("rc_mode", "bitrate").with("allow_skip_frames", "0").with("profile", "constrained_baseline");
        }
    };

    private final String encoderName;

    LiveCoder(String encoderName) {
        this.encoderName = encoderName;
    }

    /** @throws LibavException when these natives have none */
    public static LiveCoder best() throws LibavException {
        return Arrays.stream(values())
                .filter(LiveCoder::isThere)
                .findFirst()
                .orElseThrow(() -> new LibavException("These natives have no encoder of H.264 (tried "
                        + Arrays.toString(values()) + "). Choose others by the build property ffmpeg.natives."));
    }

    public boolean isThere() {
        return avcodec_find_encoder_by_name(encoderName) != null;
    }

    abstract void tune(Options options);

    String encoderName() {
        return encoderName;
    }
}
