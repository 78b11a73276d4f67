package io.headrace.webrtc.send;

import io.headrace.media.MediaTime;
import io.headrace.media.codec.OpusHeader;
import io.headrace.webrtc.desk.OpusPacket;
import java.time.Duration;

/**
 * What a viewer's clock of sound shows, in 1/48000 s (RFC 7587 section 4.1). It counts the samples that are heard: a packet
 * follows the one before without a gap or an overlap even where the session's clock, which is that of the pictures, has it a
 * little earlier or later; what is missing in between is counted in packets, also where it was left out for this viewer. So
 * what reports said of both clocks stays true. Reports tell the difference between the two. For one thread.
 */
final class SoundClock {

    /** Of a packet that does not say how long it is: 20 ms. */
    private static final int USUAL_SAMPLES = 960;

    private boolean begun;
    private MediaTime session = MediaTime.ZERO;
    private int shows;
    private int samples = USUAL_SAMPLES;

    /** Goes on to that packet. @return what it shows there */
    int next(OpusPacket packet) {
        shows = begun
                ? shows + samples * packetsUntil(packet.presentation())
                : samples(packet.presentation().ticks());
        session = packet.presentation();
        samples = samples(packet);
        begun = true;
        return shows;
    }

    private int packetsUntil(MediaTime presentation) {
        double step = samples(presentation.ticks() - session.ticks());
        return (int) Math.max(1, Math.round(step / samples));
    }

    /** What it shows where the session's clock shows that. */
    int at(MediaTime media) {
        return begun ? shows + samples(media.ticks() - session.ticks()) : samples(media.ticks());
    }

    /** Goes round. */
    private static int samples(long ticks) {
        return (int) (ticks * OpusHeader.SAMPLE_RATE / MediaTime.TICKS_PER_SECOND);
    }

    static Duration length(OpusPacket packet) {
        return MediaTime.duration((long) samples(packet) * MediaTime.TICKS_PER_SECOND / OpusHeader.SAMPLE_RATE);
    }

    private static int samples(OpusPacket packet) {
        return OpusHeader.parse(packet.bytes().asByteBuffer())
                .map(OpusHeader::samples)
                .orElse(USUAL_SAMPLES);
    }
}
