package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.pipeline.PriceReference;
import java.util.Map;
import java.util.Optional;

/**
 * What requests to models cost, per unit of their pipeline. Immutable: an operator's list, read when the node starts.
 *
 * @param perReference a list's entry for {@link PriceReference#ANY_MODEL} counts for every model of its pipeline that has
 *     none of its own
 */
public record BatchPrices(Map<PriceReference, Entry> perReference) {

    /** Nothing is listed: each request costs what a pixel of a segment does, as on the network. */
    public static final BatchPrices NONE = new BatchPrices(Map.of());

    /** More entries, or gateways within one, are not configured by anybody. */
    private static final int MAX_ENTRIES = 10_000;

    /**
     * What one thing costs.
     *
     * @param everybody for who has no price of its own; empty when the list names single gateways alone
     */
    public record Entry(Optional<Price> everybody, Map<EthAddress, Price> ofGateways) {
        public Entry {
            ofGateways = Map.copyOf(ofGateways);
            requireFew(ofGateways.size());
        }

        public static Entry of(Price everybody) {
            return new Entry(Optional.of(everybody), Map.of());
        }

        Optional<Price> of(EthAddress gateway) {
            return Optional.ofNullable(ofGateways.get(gateway)).or(() -> everybody);
        }
    }

    public BatchPrices {
        perReference = Map.copyOf(perReference);
        requireFew(perReference.size());
    }

    private static void requireFew(int size) {
        if (size > MAX_ENTRIES) {
            throw new IllegalArgumentException(size + " prices; at most " + MAX_ENTRIES + " are kept");
        }
    }

    /** Empty when neither the model nor its pipeline is listed for this gateway. */
    public Optional<Price> of(EthAddress gateway, PriceReference what) {
        return listed(gateway, what).or(() -> listed(gateway, what.ofAnyModel()));
    }

    private Optional<Price> listed(EthAddress gateway, PriceReference what) {
        return Optional.ofNullable(perReference.get(what)).flatMap(entry -> entry.of(gateway));
    }
}
