package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import io.headrace.media.CodecProfile;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Preset;
import java.util.Arrays;
import java.util.Optional;

/** The encoders that are used, the best first. Which are built in depends on the natives: without GPL, OpenH264 alone. */
enum EncoderChoice {
    X264(VideoCodec.H264, "libx264", true, true) {
        @Override
        void tune(Options options, Profile profile, Preset preset) {
            options.with("preset", preset.encoderName()).with("forced-idr", "1").with("x264-params", "scenecut=0");
            if (Encoder.quality(profile) > 0) {
                options.with("crf", "" + Math.min(51, Encoder.quality(profile)));
            }
            h264Profile(profile).ifPresent(name -> options.with("profile", name));
        }

        private static Optional<String> h264Profile(Profile profile) {
            return switch (profile.codecProfile()) {
                case DEFAULT -> Optional.empty();
                case H264_BASELINE -> Optional.of("baseline");
                case H264_MAIN -> Optional.of("main");
                case H264_HIGH, H264_CONSTRAINED_HIGH -> Optional.of("high");
            };
        }
    },
    OPEN_H264(VideoCodec.H264, "libopenh264", false, false) {
        @Override
        void tune(Options options, Profile profile, Preset preset) {
            options.with("rc_mode", "bitrate").with("allow_skip_frames", "0");
            if (profile.codecProfile() == CodecProfile.H264_BASELINE) {
                options.with("profile", "constrained_baseline");
            }
        }
    },
    X265(VideoCodec.HEVC, "libx265", true, true) {
        @Override
        void tune(Options options, Profile profile, Preset preset) {
            options.with("preset", preset.encoderName())
                    .with("forced-idr", "1")
                    .with("x265-params", "scenecut=0:open-gop=0:pools=none:frame-threads=1:log-level=error");
            if (Encoder.quality(profile) > 0) {
                options.with("crf", "" + Math.min(51, Encoder.quality(profile)));
            }
        }
    };

    private final VideoCodec codec;
    private final String encoderName;
    private final boolean knowsQuality;
    private final boolean knowsBFrames;

    EncoderChoice(VideoCodec codec, String encoderName, boolean knowsQuality, boolean knowsBFrames) {
        this.codec = codec;
        this.encoderName = encoderName;
        this.knowsQuality = knowsQuality;
        this.knowsBFrames = knowsBFrames;
    }

    static Optional<EncoderChoice> of(VideoCodec codec) {
        return Arrays.stream(values())
                .filter(choice -> choice.codec == codec && avcodec_find_encoder_by_name(choice.encoderName) != null)
                .findFirst();
    }

    /** Loads the natives, so that the first request does not. */
    static void warm() {
        of(VideoCodec.H264);
    }

    abstract void tune(Options options, Profile profile, Preset preset);

    String encoderName() {
        return encoderName;
    }

    /** Whether it can hold a quality instead of a bitrate. */
    boolean knowsQuality() {
        return knowsQuality;
    }

    boolean knowsBFrames() {
        return knowsBFrames;
    }
}
