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
 * segment, so that what we bring is what it asks; a source that is faster than both would guess counts as it is.
 */
final class EstimatedPixels {

    private static final int GUESSED_RATE = 60;
    private static final int SMALLEST = 16;

    private EstimatedPixels() {}

    static long of(Ladder ladder, Duration segment, Optional<MediaStream.Video> source) {
        int sourceRate = source.map(video -> video.frameRate().ceiling()).orElse(0);
        var renditions =
                ladder.profiles().stream().map(EstimatedPixels::rendition).toList();
        return new TranscodingEstimate(renditions, segment, Math.max(GUESSED_RATE, sourceRate))
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
