package io.headrace.orchestrator.billing;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TranscodingEstimate;
import java.time.Duration;

/**
 * What a unit will cost, as far as that can be said before its media is here. A gateway that knows its source brings
 * the fee of the source's own frame rate, others that of 60 frames per second; so the rate assumed here for renditions
 * that keep the source's rate is one that hardly any video falls short of.
 */
final class FeeEstimate {

    /** What a segment is taken for that says it lasts no time at all (wire protocol section 7.5). */
    private static final Duration UNSAID = Duration.ofSeconds(2);

    private static final long ASSUMED_RATE = 24;

    /** What encoders make of sizes beyond their limits (wire protocol section 3.1). */
    private static final int MIN_WIDTH = 146;

    private static final int MIN_HEIGHT = 82;
    private static final int MAX_WIDTH = 4096;
    private static final int MAX_HEIGHT = 2304;

    private FeeEstimate() {}

    static Credit of(Ladder ladder, Duration duration, Price price) {
        var renditions = ladder.profiles().stream().map(FeeEstimate::rendition).toList();
        return new TranscodingEstimate(renditions, duration.isZero() ? UNSAID : duration, ASSUMED_RATE).fee(price);
    }

    private static TranscodingEstimate.Rendition rendition(Profile profile) {
        return new TranscodingEstimate.Rendition(
                clamped(profile.width(), MIN_WIDTH, MAX_WIDTH),
                clamped(profile.height(), MIN_HEIGHT, MAX_HEIGHT),
                profile.frameRate().ceiling());
    }

    private static int clamped(int size, int min, int max) {
        return size == 0 ? min : Math.min(size, max);
    }
}
