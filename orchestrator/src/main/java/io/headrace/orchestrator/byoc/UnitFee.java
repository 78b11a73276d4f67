package io.headrace.orchestrator.byoc;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a job costs whose units the application tells: what it told, and never more than was paid ahead. What it does not
 * tell nobody can prove, and nobody pays.
 */
record UnitFee(Price price, Metering.ByApplication metering) implements Tariff {

    /** Units that are charged. */
    long charged(OptionalLong told) {
        return Math.min(told.orElse(0), metering.mostUnits());
    }

    /** What is wrong with an answer's count, for the application's operator; empty for one that is in order. */
    Optional<String> complaint(OptionalLong told) {
        if (told.isEmpty()) {
            return Optional.of("it told no number of units with its answer, each a "
                    + metering.unit().word() + "; nothing is charged");
        }
        return told.getAsLong() > metering.mostUnits()
                ? Optional.of("it told " + told.getAsLong() + " units, each a "
                        + metering.unit().word() + ", and a call costs " + metering.mostUnits()
                        + " at most; no more are charged")
                : Optional.empty();
    }

    @Override
    public Credit ahead(Duration time) {
        return price.times(metering.mostUnits());
    }

    @Override
    public boolean grows() {
        return false;
    }

    @Override
    public Credit answered(Usage usage) {
        return price.times(charged(usage.told()));
    }

    /** Streams tell as they go. */
    @Override
    public Credit brokenOff(Duration delivered, Usage usage) {
        return answered(usage);
    }

    @Override
    public Credit failed(Usage usage) {
        return Credit.ZERO;
    }
}
