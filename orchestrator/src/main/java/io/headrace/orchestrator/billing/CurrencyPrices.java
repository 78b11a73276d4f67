package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.QuotedPrice;
import java.util.Map;
import java.util.Optional;

/**
 * Prices that were written in a currency, on the board in wei: written anew when the rate moves, taken down while there
 * is none. Sessions that paid keep their price (payments section 3.8). Any thread; only {@link #requote} blocks.
 */
public final class CurrencyPrices {

    private final PriceBoard board;
    private final QuotedPrice ofEverybody;
    private final Map<EthAddress, QuotedPrice> ofGateways;
    private final KeptRate rate;

    private CurrencyPrices(
            PriceBoard board, QuotedPrice ofEverybody, Map<EthAddress, QuotedPrice> ofGateways, KeptRate rate) {
        this.board = board;
        this.ofEverybody = ofEverybody;
        this.ofGateways = Map.copyOf(ofGateways);
        this.rate = rate;
    }

    /**
     * Asks for the rate and puts the prices up.
     *
     * @param ofGateways those that have a price of their own, in the same currency
     * @param block at which this is done
     * @return empty when there is no rate; {@link KeptRate#problem} says why
     */
    public static Optional<CurrencyPrices> open(
            QuotedPrice ofEverybody, Map<EthAddress, QuotedPrice> ofGateways, KeptRate rate, long block)
            throws InterruptedException {
        rate.poll();
        return rate.current().map(now -> {
            var prices = new CurrencyPrices(new PriceBoard(ofEverybody.at(now)), ofEverybody, ofGateways, rate);
            prices.write(block);
            return prices;
        });
    }

    public PriceBoard board() {
        return board;
    }

    /** Looks at the rate and writes the board anew. Called once in a while, with the block of that moment. */
    public void requote(long block) throws InterruptedException {
        rate.poll();
        write(block);
    }

    private void write(long block) {
        var now = rate.current();
        if (now.isEmpty()) {
            board.takeDown();
            ofGateways.keySet().forEach(board::takeDown);
            return;
        }
        board.change(ofEverybody.at(now.get()), block);
        ofGateways.forEach((gateway, own) -> board.change(gateway, own.at(now.get()), block));
    }
}
