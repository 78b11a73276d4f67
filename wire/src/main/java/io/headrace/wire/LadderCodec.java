package io.headrace.wire;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.wire.net.SegData;
import io.headrace.wire.net.VideoProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ladders as they travel (wire protocol sections 2.10, 2.12 and 7.2). One of three fields carries the profiles, so that
 * an old reader sees none where it would misread some.
 */
final class LadderCodec {
    private static final int INTRA_ONLY = -1;

    private LadderCodec() {}

    static void encode(Ladder ladder, SegData.Builder message) {
        var profiles = ladder.profiles().stream().map(LadderCodec::encode).toList();
        if (ladder.profiles().stream().anyMatch(LadderCodec::needsThirdField)) {
            message.addAllFullProfiles3(profiles);
        } else if (ladder.profiles().stream().anyMatch(profile -> profile.container() != Container.MPEG_TS)) {
            message.addAllFullProfiles2(profiles);
        } else {
            message.addAllFullProfiles(profiles);
        }
    }

    private static boolean needsThirdField(Profile profile) {
        return profile.frameRate().denominator() != 1
                || profile.codecProfile() != CodecProfile.DEFAULT
                || !(profile.gop() instanceof Gop.EncoderDefault);
    }

    private static VideoProfile encode(Profile profile) {
        var rate = profile.frameRate();
        return VideoProfile.newBuilder()
                .setName(profile.name())
                .setWidth(profile.width())
                .setHeight(profile.height())
                .setBitrate(profile.bitrate())
                .setFps(rate.numerator())
                .setFpsDen(rate.denominator() == 1 ? 0 : rate.denominator())
                .setFormat(
                        switch (profile.container()) {
                            case MPEG_TS -> VideoProfile.Format.MPEGTS;
                            case MP4 -> VideoProfile.Format.MP4;
                        })
                .setProfile(
                        switch (profile.codecProfile()) {
                            case DEFAULT -> VideoProfile.Profile.ENCODER_DEFAULT;
                            case H264_BASELINE -> VideoProfile.Profile.H264_BASELINE;
                            case H264_MAIN -> VideoProfile.Profile.H264_MAIN;
                            case H264_HIGH -> VideoProfile.Profile.H264_HIGH;
                            case H264_CONSTRAINED_HIGH -> VideoProfile.Profile.H264_CONSTRAINED_HIGH;
                        })
                .setGop(
                        switch (profile.gop()) {
                            case Gop.EncoderDefault() -> 0;
                            case Gop.IntraOnly() -> INTRA_ONLY;
                            case Gop.Every(var distance) -> (int) distance.toMillis();
                        })
                .setEncoder(
                        switch (profile.codec()) {
                            case H264 -> VideoProfile.VideoCodec.H264;
                            case HEVC -> VideoProfile.VideoCodec.H265;
                            case VP8 -> VideoProfile.VideoCodec.VP8;
                            case VP9 -> VideoProfile.VideoCodec.VP9;
                        })
                .setQuality(profile.quality())
                .build();
    }

    /** Empty when the message names no profile. */
    static Optional<Ladder> decode(SegData message) throws MalformedException {
        var wanted = profiles(message);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (wanted.size() > Ladder.MAX_PROFILES) {
            throw new MalformedException(PeerError.TOO_MANY_OUTPUTS.refusal());
        }
        var profiles = new ArrayList<Profile>();
        for (var profile : wanted) {
            profiles.add(decode(profile));
        }
        return Optional.of(new Ladder(profiles));
    }

    private static List<VideoProfile> profiles(SegData message) {
        if (message.getFullProfiles3Count() > 0) {
            return message.getFullProfiles3List();
        }
        return message.getFullProfiles2Count() > 0 ? message.getFullProfiles2List() : message.getFullProfilesList();
    }

    private static Profile decode(VideoProfile message) throws MalformedException {
        return new Profile(
                name(message),
                message.getWidth(),
                message.getHeight(),
                message.getBitrate(),
                new FrameRate(message.getFps(), message.getFpsDen() == 0 ? 1 : message.getFpsDen()),
                container(message.getFormat()),
                codec(message.getEncoder()),
                codecProfile(message.getProfile()),
                gop(message.getGop()),
                message.getQuality());
    }

    /** The name that existing orchestrators give; one that was signed empty is then signed by nobody. */
    private static String name(VideoProfile message) {
        return message.getName().isEmpty()
                ? "net_" + message.getWidth() + "x" + message.getHeight() + "_" + message.getBitrate()
                : message.getName();
    }

    private static Container container(VideoProfile.Format format) throws MalformedException {
        return switch (format) {
            case MPEGTS -> Container.MPEG_TS;
            case MP4 -> Container.MP4;
            case UNRECOGNIZED -> throw new MalformedException(PeerError.UNKNOWN_FORMAT.refusal());
        };
    }

    private static CodecProfile codecProfile(VideoProfile.Profile profile) throws MalformedException {
        return switch (profile) {
            case ENCODER_DEFAULT -> CodecProfile.DEFAULT;
            case H264_BASELINE -> CodecProfile.H264_BASELINE;
            case H264_MAIN -> CodecProfile.H264_MAIN;
            case H264_HIGH -> CodecProfile.H264_HIGH;
            case H264_CONSTRAINED_HIGH -> CodecProfile.H264_CONSTRAINED_HIGH;
            case UNRECOGNIZED -> throw new MalformedException(PeerError.UNKNOWN_PROFILE.refusal());
        };
    }

    private static VideoCodec codec(VideoProfile.VideoCodec codec) throws MalformedException {
        return switch (codec) {
            case H264 -> VideoCodec.H264;
            case H265 -> VideoCodec.HEVC;
            case VP8 -> VideoCodec.VP8;
            case VP9 -> VideoCodec.VP9;
            case UNRECOGNIZED -> throw new MalformedException(PeerError.UNKNOWN_CODEC.refusal());
        };
    }

    private static Gop gop(int milliseconds) throws MalformedException {
        if (milliseconds < INTRA_ONLY) {
            throw new MalformedException(PeerError.INVALID_GOP.refusal());
        }
        if (milliseconds == INTRA_ONLY) {
            return new Gop.IntraOnly();
        }
        return milliseconds == 0 ? new Gop.EncoderDefault() : new Gop.Every(Duration.ofMillis(milliseconds));
    }
}
