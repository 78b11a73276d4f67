package io.headrace.media.codec;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the first bytes of an Opus packet say of its length (RFC 6716 section 3).
 *
 * <pre>
 * configuration (5) · stereo (1) · code (2): one frame, two, two, or as the next byte says · [variable, padding (2) · frames (6)]
 * </pre>
 *
 * @param samples of one channel at 48 kHz, from 120 (2.5 ms) to {@link #MAX_SAMPLES}
 */
public record OpusHeader(int samples) {

    /** 120 ms, the longest packet. */
    public static final int MAX_SAMPLES = 5_760;

    /** More than the 48 frames of 1,275 bytes and their lengths, which no packet exceeds. */
    public static final int MAX_PACKET_BYTES = 60 << 10;

    public static final int SAMPLE_RATE = 48_000;

    private static final int TEN_MS = 480;
    private static final int FIRST_HYBRID = 12;
    private static final int FIRST_CELT = 16;
    private static final int COUNTED = 3;
    private static final int COUNT_MASK = 0x3f;

    public OpusHeader {
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "An Opus packet has 1 to " + MAX_SAMPLES + " samples at 48 kHz, not " + samples);
        }
    }

    /** Reads the header at the buffer's position, which stays; nothing if what remains is no packet. */
    public static Optional<OpusHeader> parse(ByteBuffer packet) {
        if (!packet.hasRemaining() || packet.remaining() > MAX_PACKET_BYTES) {
            return Optional.empty();
        }
        int first = packet.get(packet.position()) & 0xff;
        int code = first & 3;
        if (code == COUNTED && packet.remaining() < 2) {
            return Optional.empty();
        }
        int frames = switch (code) {
            case 0 -> 1;
            case COUNTED -> packet.get(packet.position() + 1) & COUNT_MASK;
            default -> 2;
        };
        int samples = frames * frameSamples(first >> 3);
        return samples >= 1 && samples <= MAX_SAMPLES ? Optional.of(new OpusHeader(samples)) : Optional.empty();
    }

    /** Table 2: SILK has 10, 20, 40, 60 ms; hybrid 10, 20; CELT 2.5, 5, 10, 20. */
    private static int frameSamples(int configuration) {
        if (configuration >= FIRST_CELT) {
            return (TEN_MS / 4) << (configuration & 3);
        }
        if (configuration >= FIRST_HYBRID) {
            return TEN_MS << (configuration & 1);
        }
        int step = configuration & 3;
        return step == 3 ? 6 * TEN_MS : TEN_MS << step;
    }
}
