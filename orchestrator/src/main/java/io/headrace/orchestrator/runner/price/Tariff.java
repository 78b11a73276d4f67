package io.headrace.orchestrator.runner.price;

import io.headrace.orchestrator.billing.PriceBoard;

/** What a runner costs. The board moves with the rate of its currency; the measure stays. */
public record Tariff(PriceBoard board, Measure measure) {}
