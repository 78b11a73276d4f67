package io.headrace.wire.live;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The renditions that the network knows by name (wire protocol section 7.1). {@code P144p25fps16x9} has an id in the
 * network, and cannot be asked for by name.
 */
public final class RenditionPresets {

    private static final Map<String, Profile> PRESETS = Stream.of(
                    preset("P720p60fps16x9", 1280, 720, 60, 6_000_000),
                    preset("P720p30fps16x9", 1280, 720, 30, 4_000_000),
                    preset("P720p25fps16x9", 1280, 720, 25, 3_500_000),
                    preset("P720p30fps4x3", 960, 720, 30, 3_500_000),
                    preset("P576p30fps16x9", 1024, 576, 30, 1_500_000),
                    preset("P576p25fps16x9", 1024, 576, 25, 1_500_000),
                    preset("P360p30fps16x9", 640, 360, 30, 1_200_000),
                    preset("P360p25fps16x9", 640, 360, 25, 1_000_000),
                    preset("P360p30fps4x3", 480, 360, 30, 1_000_000),
                    preset("P240p30fps16x9", 426, 240, 30, 600_000),
                    preset("P240p25fps16x9", 426, 240, 25, 600_000),
                    preset("P240p30fps4x3", 320, 240, 30, 600_000),
                    preset("P144p30fps16x9", 256, 144, 30, 400_000))
            .collect(Collectors.toUnmodifiableMap(Profile::name, Function.identity()));

    private RenditionPresets() {}

    /** @param name surrounding blanks do not count */
    public static Optional<Profile> named(String name, Container container) {
        return Optional.ofNullable(PRESETS.get(name.strip())).map(preset -> in(container, preset));
    }

    private static Profile in(Container container, Profile preset) {
        return new Profile(
                preset.name(),
                preset.width(),
                preset.height(),
                preset.bitrate(),
                preset.frameRate(),
                container,
                preset.codec(),
                preset.codecProfile(),
                preset.gop(),
                preset.quality());
    }

    private static Profile preset(String name, int width, int height, int perSecond, int bitrate) {
        return new Profile(
                name,
                width,
                height,
                bitrate,
                FrameRate.of(perSecond),
                Container.MPEG_TS,
                VideoCodec.H264,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                0);
    }
}
