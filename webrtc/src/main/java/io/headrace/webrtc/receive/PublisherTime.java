package io.headrace.webrtc.receive;

import io.headrace.media.MediaTime;
import io.headrace.webrtc.rtp.Rtcp.Message.SenderReport;
import java.util.Optional;

/**
 * The publisher's time of day laid over the session's clock: its reports say what each stream's own clock shows at a moment
 * that all of them share (RFC 3550 section 6.4.1). Sound that a machine records a little too slowly, or whose first packet
 * came late, is brought to the pictures it belongs to; pictures stay where they are. For one thread.
 */
final class PublisherTime {

    private static final int UNITS_PER_SECOND = 1 << 16;

    private Optional<Moment> pictures = Optional.empty();

    /** @param ntp the publisher's time, seconds and fractions of 16 bits each */
    private record Moment(int ntp, MediaTime session) {

        MediaTime at(int other) {
            return new MediaTime(
                    session.ticks() + (long) (other - ntp) * MediaTime.TICKS_PER_SECOND / UNITS_PER_SECOND);
        }
    }

    void pictures(SenderReport report, StreamClock clock) {
        pictures = clock.standing(report.timestamp())
                .map(session -> new Moment(report.ntp(), session))
                .or(() -> pictures);
    }

    void sound(SenderReport report, StreamClock clock) {
        pictures.ifPresent(moment -> clock.belongs(report.timestamp(), moment.at(report.ntp())));
    }
}
