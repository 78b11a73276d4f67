package io.headrace.admin.money;

import io.headrace.chain.Chain;
import java.util.Optional;

/**
 * What of a node's money its admin API changes.
 *
 * @param chain guarded: it asks before it spends
 * @param price of an orchestrator; empty for a gateway, which has no stake either
 */
public record MoneyParts(Chain chain, SpendSwitch spending, Optional<PriceTag> price) {}
