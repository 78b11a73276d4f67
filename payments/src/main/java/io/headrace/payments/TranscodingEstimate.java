package io.headrace.payments;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/**
 * How many pixels a segment will come to, before it is encoded: for every rendition width × height × frames per second
 * × seconds, both rounded up, and two percent for what encoders add. Both sides estimate alike, so that what a gateway
 * brings is what an orchestrator asks (payments section 2.4).
 *
 * @param renditions what is asked for
 * @param segment how long the segment is
 * @param sourceRate frames per second of the source, rounded up; 0 when it is not known
 */
public record TranscodingEstimate(List<Rendition> renditions, Duration segment, long sourceRate) {

    /** What the network assumes of a rendition that keeps an unknown rate. */
    private static final long ASSUMED_RATE = 60;

    private static final BigInteger OVERHEAD_NUMERATOR = BigInteger.valueOf(102);
    private static final BigInteger OVERHEAD_DENOMINATOR = BigInteger.valueOf(100);

    /** @param rate frames per second, rounded up; 0 keeps the rate of the source */
    public record Rendition(long width, long height, long rate) {
        public Rendition {
            if (width <= 0 || height <= 0 || rate < 0) {
                throw new IllegalArgumentException("Not a picture: " + width + "x" + height + " at " + rate);
            }
        }
    }

    public TranscodingEstimate {
        renditions = List.copyOf(renditions);
        if (segment.isNegative() || sourceRate < 0) {
            throw new IllegalArgumentException("A segment of " + segment + " at " + sourceRate);
        }
    }

    /** What the segment is expected to cost. */
    public Credit fee(Price price) {
        var pixels = renditions.stream().map(this::pixels).reduce(BigInteger.ZERO, BigInteger::add);
        return new Credit(
                price.perUnit().numerator().multiply(pixels).multiply(OVERHEAD_NUMERATOR),
                price.perUnit().denominator().multiply(OVERHEAD_DENOMINATOR));
    }

    private BigInteger pixels(Rendition of) {
        return BigInteger.valueOf(of.width())
                .multiply(BigInteger.valueOf(of.height()))
                .multiply(BigInteger.valueOf(rate(of)))
                .multiply(BigInteger.valueOf(wholeSeconds()));
    }

    private long rate(Rendition of) {
        if (of.rate() > 0) {
            return of.rate();
        }
        return sourceRate > 0 ? sourceRate : ASSUMED_RATE;
    }

    private long wholeSeconds() {
        return segment.toSeconds() + (segment.toNanosPart() > 0 ? 1 : 0);
    }
}
