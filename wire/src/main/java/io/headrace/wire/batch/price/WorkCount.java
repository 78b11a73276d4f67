package io.headrace.wire.batch.price;

import io.headrace.pipeline.PricingUnit;

/** How much work a request is. */
public sealed interface WorkCount {

    /** @param units not negative */
    record Units(PricingUnit unit, long units) implements WorkCount {
        public Units {
            if (units < 0) {
                throw new IllegalArgumentException("Work of " + units + " units");
            }
        }
    }

    /** Nobody can say. The client is at fault, and no orchestrator need be asked. */
    record Unmeasurable(String reason) implements WorkCount {}
}
