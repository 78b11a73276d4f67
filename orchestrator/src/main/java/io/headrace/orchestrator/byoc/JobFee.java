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
public record JobFee(Price price, PricingUnit unit, boolean exact) implements Tariff {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    public JobFee {
        if (unit.isTold()) {
            throw new IllegalArgumentException("Nobody can count each " + unit.word() + " of an application");
        }
    }

    /** Of a job that was delivered, after so much time. */
    public Credit of(Duration used) {
        return exact && unit == PricingUnit.SECOND ? exactly(used) : ahead(used);
    }

    @Override
    public Credit answered(Usage usage) {
        return of(usage.time());
    }

    @Override
    public Credit brokenOff(Duration delivered, Usage usage) {
        return of(exact ? delivered : usage.time());
    }

    @Override
    public Credit failed(Usage usage) {
        return exact ? Credit.ZERO : of(usage.time());
    }

    @Override
    public Credit ahead(Duration time) {
        if (unit == PricingUnit.REQUEST) {
            return price.perUnit();
        }
        var begun = time.plusSeconds(1).minusNanos(1);
        return price.times(begun.toSeconds());
    }

    @Override
    public boolean grows() {
        return unit == PricingUnit.SECOND && !price.isFree();
    }

    private Credit exactly(Duration used) {
        var perNano = new Credit(
                price.perUnit().numerator(), price.perUnit().denominator().multiply(NANOS));
        return perNano.times(used.toNanos());
    }
}
