package io.headrace.orchestrator.batch;

import io.headrace.payments.Price;
import io.headrace.pipeline.Offering;
import java.util.Map;

/**
 * What can be asked for, and what it costs.
 *
 * @param prices per unit of the pipeline, by model, for who has no price of its own; a model without one is free, or its
 *     price is not known just now
 */
public record PricedOffering(Offering offering, Map<String, Price> prices) {
    public PricedOffering {
        prices = Map.copyOf(prices);
    }
}
