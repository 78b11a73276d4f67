package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import java.util.Map;
import java.util.Optional;

/**
 * Prices as their operator wrote them, on the board in wei: written anew when the rate moves, taken down while there is
 * none. Sessions that paid keep their price (payments section 3.8). Any thread; only {@link #requote} blocks.
 */
public final class CurrencyPrices {

    private final PriceBoard board;
    private final Map<EthAddress, QuotedPrice> ofGateways;
    private final KnownRates rates;

    /** Guarded by this, for writing. */
    private volatile QuotedPrice ofEverybody;

    private CurrencyPrices(
            PriceBoard board, QuotedPrice ofEverybody, Map<EthAddress, QuotedPrice> ofGateways, KnownRates rates) {
        this.board = board;
        this.ofEverybody = ofEverybody;
        this.ofGateways = Map.copyOf(ofGateways);
        this.rates = rates;
    }

    /**
     * Puts the prices up.
     *
     * @param ofGateways those that have a price of their own
     * @param rates asked before, if they are to be known
     * @param block at which this is done
     * @return empty when there is no rate; {@link KnownRates#lack} says why
     */
    public static Optional<CurrencyPrices> open(
            QuotedPrice ofEverybody, Map<EthAddress, QuotedPrice> ofGateways, KnownRates rates, long block) {
        return rates.of(ofEverybody.currency()).map(now -> {
            var prices = new CurrencyPrices(new PriceBoard(ofEverybody.at(now)), ofEverybody, ofGateways, rates);
            prices.write(block);
            return prices;
        });
    }

    public PriceBoard board() {
        return board;
    }

    /** What is asked of everybody, in the currency that it was written in. */
    public QuotedPrice asked() {
        return ofEverybody;
    }

    /**
     * Asks another price of everybody from now on.
     *
     * @return false, and nothing has changed, when its currency's rate is not known
     */
    public synchronized boolean change(QuotedPrice other, long block) {
        if (rates.of(other.currency()).isEmpty()) {
            return false;
        }
        ofEverybody = other;
        write(block);
        return true;
    }

    /** Looks at the rate and writes the board anew. Called once in a while, with the block of that moment. */
    public void requote(long block) throws InterruptedException {
        rates.poll();
        write(block);
    }

    private synchronized void write(long block) {
        rates.of(ofEverybody.currency())
                .ifPresentOrElse(rate -> board.change(ofEverybody.at(rate), block), board::takeDown);
        ofGateways.forEach((gateway, own) -> rates.of(own.currency())
                .ifPresentOrElse(rate -> board.change(gateway, own.at(rate), block), () -> board.takeDown(gateway)));
    }
}
