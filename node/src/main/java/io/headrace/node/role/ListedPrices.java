package io.headrace.node.role;

import io.headrace.crypto.EthAddress;
import io.headrace.inference.list.ModelPrice;
import io.headrace.orchestrator.billing.BatchPrices;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.pipeline.PriceReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an operator's list of models asks, in wei at the rates of the moment in which the node starts. */
final class ListedPrices {

    private static final String EVERYBODY = "default";

    private ListedPrices() {}

    /**
     * @param listed by gateway: an address, or {@code default}
     * @throws IllegalArgumentException when a gateway is no address, or nobody tells what a currency is worth
     */
    static BatchPrices of(Map<String, Map<PriceReference, ModelPrice>> listed, KnownRates rates) {
        var entries = new HashMap<PriceReference, BatchPrices.Entry>();
        listed.forEach((gateway, prices) -> prices.forEach((what, price) -> {
            if (price instanceof ModelPrice.Named named) {
                entries.merge(what, entry(gateway, wei(named, rates)), ListedPrices::both);
            }
        }));
        return new BatchPrices(entries);
    }

    private static BatchPrices.Entry entry(String gateway, Price price) {
        return gateway.equals(EVERYBODY)
                ? BatchPrices.Entry.of(price)
                : new BatchPrices.Entry(Optional.empty(), Map.of(EthAddress.parse(gateway), price));
    }

    private static BatchPrices.Entry both(BatchPrices.Entry one, BatchPrices.Entry other) {
        var gateways = new HashMap<>(one.ofGateways());
        gateways.putAll(other.ofGateways());
        return new BatchPrices.Entry(one.everybody().or(other::everybody), gateways);
    }

    private static Price wei(ModelPrice.Named named, KnownRates rates) {
        var quoted = QuotedPrice.parse(named.amount().toPlainString() + named.currency(), Long.toString(named.units()));
        return quoted.at(rates.of(quoted.currency())
                .orElseThrow(() -> new IllegalArgumentException(rates.lack(quoted.currency()))));
    }
}
