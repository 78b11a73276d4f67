package io.headrace.gateway.intake;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.request.MediaStream;
import io.headrace.payments.Price;
import io.headrace.payments.TranscodingEstimate;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How many pixels a segment is expected to come to. Estimated as its orchestrator does, from what travels with the
 * segment, so that what we bring covers what it asks; of a source whose frame rate is known, at that rate.
 */
final class EstimatedPixels {

    private static final int GUESSED_RATE = 60;

    /** What orchestrators assume at least (they see no more than the ladder). */
    private static final int SLOWEST_RATE = 24;

    private static final int SMALLEST = 146;

    private EstimatedPixels() {}

    static long of(Ladder ladder, Duration segment, Optional<MediaStream.Video> source) {
        return of(
                ladder,
                segment,
                source.map(video -> video.frameRate().ceiling()).orElse(0));
    }

    /** @param framesPerSecond of the source; 0 when it is not known */
    static long of(Ladder ladder, Duration segment, int framesPerSecond) {
        int rate = framesPerSecond > 0 ? Math.max(framesPerSecond, SLOWEST_RATE) : GUESSED_RATE;
        var renditions =
                ladder.profiles().stream().map(EstimatedPixels::rendition).toList();
        return new TranscodingEstimate(renditions, segment, rate)
                .fee(Price.of(1, 1))
                .rounded()
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static TranscodingEstimate.Rendition rendition(Profile profile) {
        return new TranscodingEstimate.Rendition(
                Math.max(SMALLEST, profile.width()),
                Math.max(SMALLEST, profile.height()),
                profile.frameRate().ceiling());
    }
}
