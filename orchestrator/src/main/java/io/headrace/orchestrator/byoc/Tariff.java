package io.headrace.orchestrator.byoc;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import java.time.Duration;

/** How a job of an application is charged. */
sealed interface Tariff permits JobFee, UnitFee {

    /** @param exact for a gateway of ours */
    static Tariff of(Price price, Metering metering, boolean exact) {
        return switch (metering) {
            case Metering.ByNode(var unit) -> new JobFee(price, unit, exact);
            case Metering.ByApplication told -> new UnitFee(price, told);
        };
    }

    /** The most that so much time may cost. */
    Credit ahead(Duration time);

    /** Whether it grows with time. */
    boolean grows();

    /** Of a job that was answered. */
    Credit answered(Usage usage);

    /**
     * Of one whose answer broke off.
     *
     * @param delivered the time until the last of it was passed on
     */
    Credit brokenOff(Duration delivered, Usage usage);

    /** Of one of which nothing was delivered. */
    Credit failed(Usage usage);
}
