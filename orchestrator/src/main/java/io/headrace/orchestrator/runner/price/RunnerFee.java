package io.headrace.orchestrator.runner.price;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.math.BigInteger;
import java.time.Duration;

/** What a session costs, exactly: by its time, or once. */
public record RunnerFee(Price price, Measure measure) {

    public static final RunnerFee NOTHING = new RunnerFee(Price.FREE, Measure.SESSION);

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    /** Of so much time; the whole of it where time does not count. */
    public Credit of(Duration time) {
        if (!measure.grows()) {
            return price.perUnit();
        }
        var nanos = BigInteger.valueOf(time.toNanos()).multiply(BigInteger.valueOf(measure.unitsPerSecond()));
        var perUnit = price.perUnit();
        return new Credit(
                perUnit.numerator().multiply(nanos), perUnit.denominator().multiply(NANOS));
    }

    /** Whether it grows with time. */
    public boolean grows() {
        return measure.grows() && !price.isFree();
    }
}
