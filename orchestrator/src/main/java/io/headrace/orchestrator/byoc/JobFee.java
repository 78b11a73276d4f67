package io.headrace.orchestrator.byoc;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.PricingUnit;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What a job costs: by the second, or once. Existing gateways expect that a second which has begun is paid, and that work
 * is paid whatever came of it (pipelines section 5.5); ours pay what they got.
 *
 * @param exact for a gateway of ours
 */
public record JobFee(Price price, PricingUnit unit, boolean exact) {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    public JobFee {
        if (!counts(unit)) {
            throw new IllegalArgumentException("Nobody can count each " + unit + " of an application");
        }
    }

    /** Whether this node can tell how many there were. */
    static boolean counts(PricingUnit unit) {
        return unit == PricingUnit.SECOND || unit == PricingUnit.REQUEST;
    }

    /** Of a job that was delivered, after so much time. */
    public Credit of(Duration used) {
        return exact && unit == PricingUnit.SECOND ? exactly(used) : ahead(used);
    }

    /** Of a job of which nothing was delivered. */
    Credit ofNothing(Duration used) {
        return exact ? Credit.ZERO : of(used);
    }

    /** The most that so much time may cost. */
    public Credit ahead(Duration time) {
        if (unit == PricingUnit.REQUEST) {
            return price.perUnit();
        }
        var begun = time.plusSeconds(1).minusNanos(1);
        return price.times(begun.toSeconds());
    }

    /** Whether it grows with time. */
    boolean grows() {
        return unit == PricingUnit.SECOND && !price.isFree();
    }

    private Credit exactly(Duration used) {
        var perNano = new Credit(
                price.perUnit().numerator(), price.perUnit().denominator().multiply(NANOS));
        return perNano.times(used.toNanos());
    }
}
