package io.headrace.rtmp.flv;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.codec.AacConfig;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes access units of the audio and video messages of one stream. Pictures before the first keyframe, and anything
 * before its sequence header, are left out: no decoder could begin with them. A new sequence header of the video takes
 * effect at the next keyframe. One thread at a time.
 */
public final class UnitAssembly {
    private final StreamClock clock = new StreamClock();
    private @Nullable DecoderConfig video;
    private @Nullable DecoderConfig nextVideo;
    private @Nullable AacConfig sound;

    /**
     * @param timestamp of the message, in milliseconds modulo 2^32: when the picture is decoded
     * @throws ProtocolViolation when the message is malformed, or its codec is not taken
     */
    public Optional<AccessUnit> video(int timestamp, ByteBuffer body) throws ProtocolViolation {
        long decodedMs = clock.unrolled(timestamp);
        try {
            return switch (VideoTag.parse(body)) {
                case VideoTag.Configuration(var config) -> {
                    nextVideo = config;
                    yield Optional.empty();
                }
                case VideoTag.Frame frame -> picture(frame, decodedMs);
                case VideoTag.Nothing() -> Optional.empty();
            };
        } catch (BufferUnderflowException cut) {
            throw new ProtocolViolation("A video message ends too early", cut);
        }
    }

    private Optional<AccessUnit> picture(VideoTag.Frame frame, long decodedMs) throws ProtocolViolation {
        if (frame.keyframe() && nextVideo != null) {
            video = nextVideo;
        }
        var config = video;
        if (config == null) {
            return Optional.empty();
        }
        if (config.codec() != frame.codec()) {
            throw new ProtocolViolation(
                    "A picture is coded as " + frame.codec() + " where its sequence header was of " + config.codec());
        }
        List<ByteBuffer> units = NalUnits.split(frame.units(), config.lengthBytes());
        if (units.isEmpty()) {
            return Optional.empty();
        }
        var bytes = NalUnits.annexB(frame.keyframe() ? config.inFrontOf(units) : units);
        return Optional.of(new AccessUnit.Picture(
                frame.codec(), at(decodedMs + frame.compositionMs()), at(decodedMs), frame.keyframe(), bytes));
    }

    /**
     * @param timestamp of the message, in milliseconds modulo 2^32
     * @throws ProtocolViolation when the message is malformed, or its codec is not taken
     */
    public Optional<AccessUnit> sound(int timestamp, ByteBuffer body) throws ProtocolViolation {
        long presentedMs = clock.unrolled(timestamp);
        try {
            return switch (SoundTag.parse(body)) {
                case SoundTag.Configuration(var config) -> {
                    sound = config;
                    yield Optional.empty();
                }
                case SoundTag.Frame(var raw) -> {
                    var config = sound;
                    yield config == null ? Optional.empty() : Optional.of(frame(config, raw, at(presentedMs)));
                }
                case SoundTag.Nothing() -> Optional.empty();
            };
        } catch (BufferUnderflowException cut) {
            throw new ProtocolViolation("An audio message ends too early", cut);
        }
    }

    private static AccessUnit frame(AacConfig config, ByteBuffer raw, MediaTime presentation) throws ProtocolViolation {
        if (raw.remaining() > AacConfig.MAX_RAW_BYTES) {
            throw new ProtocolViolation("A frame of AAC has " + raw.remaining() + " bytes; at most "
                    + AacConfig.MAX_RAW_BYTES + " are taken");
        }
        return new AccessUnit.Sound(SoundCodec.AAC, presentation, config.withAdtsHeader(raw));
    }

    private static MediaTime at(long ms) {
        return new MediaTime(ms * StreamClock.TICKS_PER_MS);
    }
}
