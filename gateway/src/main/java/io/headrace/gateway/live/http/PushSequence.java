package io.headrace.gateway.live.http;

import io.headrace.gateway.intake.Arrival;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The segments of one stream in the order in which they were pushed: which of them continue the one before, and which
 * are an earlier one once more. Not safe for several threads.
 */
final class PushSequence {

    /** Clients that had no answer try again with one of their newest. */
    private static final int REMEMBERED = 8;

    /** Between the end of a segment and the start of the next, durations being stated in rounded numbers. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Deque<Taken> taken = new ArrayDeque<>();

    /** Where the stream stood before the first of these; empty for a stream that begins with it. */
    private final Optional<MediaTime> resumesAt;

    private Optional<Look> last = Optional.empty();

    private record Taken(long number, String digest, long unit) {}

    /** What the next segment is compared with; the media itself is let go. */
    private record Look(MediaTime end, VideoCodec codec, int width, int height) {
        static Look of(Arrival arrival) {
            return new Look(
                    arrival.start().plus(arrival.duration()), arrival.codec(), arrival.width(), arrival.height());
        }
    }

    PushSequence(Optional<MediaTime> resumesAt) {
        this.resumesAt = resumesAt;
    }

    /** The unit that was made of it, when the same bytes came under the same number. */
    Optional<Long> unitOf(long number, String digest) {
        return taken.stream()
                .filter(each -> each.number() == number && each.digest().equals(digest))
                .map(Taken::unit)
                .findFirst();
    }

    /** The segment, marked when it does not continue the one before. */
    Arrival next(long number, Arrival arrival) {
        return continues(number, arrival) ? arrival : broken(arrival);
    }

    void taken(long number, String digest, long unit, Arrival arrival) {
        if (taken.size() == REMEMBERED) {
            taken.removeFirst();
        }
        taken.addLast(new Taken(number, digest, unit));
        last = Optional.of(Look.of(arrival));
    }

    private boolean continues(long number, Arrival arrival) {
        if (last.isEmpty()) {
            return resumesAt.map(end -> near(end, arrival.start())).orElse(true);
        }
        var before = last.get();
        return number == taken.getLast().number() + 1
                && near(before.end(), arrival.start())
                && before.codec() == arrival.codec()
                && before.width() == arrival.width()
                && before.height() == arrival.height();
    }

    private static boolean near(MediaTime expected, MediaTime found) {
        return found.since(expected).abs().compareTo(GRACE) <= 0;
    }

    private static Arrival broken(Arrival arrival) {
        return new Arrival(
                arrival.bytes(),
                arrival.container(),
                arrival.start(),
                arrival.duration(),
                arrival.codec(),
                arrival.frames(),
                arrival.width(),
                arrival.height(),
                true);
    }
}
