package io.headrace.ffmpeg;

import io.headrace.media.Container;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Preset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an NVENC encoder is told for a profile, as numbers and words.
 *
 * <p>It never makes B-frames: after a flush libav numbers their decoding times as if no segment had ended, so a kept encoder
 * would tell a decoding time after its presentation. The network's nodes leave them out as well, where the frame rate is
 * passed through (wire protocol section 7.4).
 *
 * @param bitrate bits per second; 0 where the quality decides
 * @param maxBitrate bits per second, also the buffer of the rate control (one second); 0 for no bound
 * @param gop frames between keyframes of the encoder's own: 0 makes every frame one, otherwise none comes by itself
 * @param globalHeader whether parameter sets stand apart from the stream
 * @param options of the encoder itself, by libav's names
 */
record NvencSettings(long bitrate, long maxBitrate, int gop, boolean globalHeader, Map<String, String> options) {

    private static final int NO_KEYFRAMES_OF_ITS_OWN = 1 << 20;
    private static final int WORST_QUALITY = 51;

    NvencSettings {
        options = Map.copyOf(options);
    }

    /** Libav's name of the encoder; empty for what no card encodes here. */
    static Optional<String> encoderName(VideoCodec codec) {
        return switch (codec) {
            case H264 -> Optional.of("h264_nvenc");
            case HEVC -> Optional.of("hevc_nvenc");
            case VP8, VP9 -> Optional.empty();
        };
    }

    static NvencSettings of(Profile profile, Preset preset) {
        int quality = Math.min(WORST_QUALITY, Encoder.quality(profile));
        return new NvencSettings(
                quality > 0 ? 0 : profile.bitrate(),
                profile.bitrate(),
                profile.gop() instanceof Gop.IntraOnly ? 0 : NO_KEYFRAMES_OF_ITS_OWN,
                profile.container() == Container.MP4,
                options(profile, preset, quality));
    }

    private static Map<String, String> options(Profile profile, Preset preset, int quality) {
        var options = new LinkedHashMap<String, String>();
        options.put("preset", preset(preset));
        options.put("tune", "hq");
        options.put("rc", "vbr");
        options.put("forced-idr", "1");
        if (quality > 0) {
            options.put("cq", "" + quality);
        }
        if (profile.codec() == VideoCodec.H264) {
            h264Profile(profile).ifPresent(name -> options.put("profile", name));
        }
        return options;
    }

    /** Seven names on either side, from the fastest to the slowest. */
    private static String preset(Preset preset) {
        return switch (preset) {
            case ULTRAFAST -> "p1";
            case SUPERFAST -> "p2";
            case VERYFAST -> "p3";
            case FASTER -> "p4";
            case FAST -> "p5";
            case MEDIUM -> "p6";
            case SLOW -> "p7";
        };
    }

    private static Optional<String> h264Profile(Profile profile) {
        return switch (profile.codecProfile()) {
            case DEFAULT -> Optional.empty();
            case H264_BASELINE -> Optional.of("baseline");
            case H264_MAIN -> Optional.of("main");
            case H264_HIGH, H264_CONSTRAINED_HIGH -> Optional.of("high");
        };
    }
}
