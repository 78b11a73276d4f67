package io.headrace.node.desk;

import io.headrace.admin.money.PriceTag;
import io.headrace.crypto.EthAddress;
import io.headrace.node.data.DataDirectory;
import io.headrace.orchestrator.billing.CurrencyPrices;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orchestrator's price, which its operator changes while it works, and which moves with the rate where it is written
 * in a currency. What was set outlives a restart, until the configuration itself asks another price than the one that
 * was set aside. Any thread; only {@link #requote} blocks.
 */
public final class LivePrice implements PriceTag {

    private static final Logger LOG = LoggerFactory.getLogger(LivePrice.class);

    /** Nothing was asked before. */
    private static final long BEGINNING = 0;

    private final QuotedPrice configured;
    private final KeptLines kept;
    private final KnownRates rates;
    private final LongSupplier block;
    private final CurrencyPrices prices;

    private LivePrice(QuotedPrice configured, KeptLines kept, KnownRates rates, LongSupplier block) {
        this.configured = configured;
        this.kept = kept;
        this.rates = rates;
        this.block = block;
        var first = first(kept.read(), configured);
        this.prices =
                CurrencyPrices.open(first, Map.of(), rates, BEGINNING).orElseThrow(() -> new RateUnknown(first, rates));
    }

    /**
     * @param configured what the command line or the file says
     * @param rates asked before
     * @param block the latest
     * @throws RateUnknown when nobody tells what the price's currency is worth
     */
    public static LivePrice open(DataDirectory data, QuotedPrice configured, KnownRates rates, LongSupplier block) {
        return new LivePrice(configured, new KeptLines(data.root().resolve("price")), rates, block);
    }

    /** Two lines: the price that was set, and the configured one that it set aside. */
    private static QuotedPrice first(List<String> lines, QuotedPrice configured) {
        try {
            return lines.size() == 2 && QuotedPrice.read(lines.get(1)).equals(configured)
                    ? QuotedPrice.read(lines.get(0))
                    : configured;
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            LOG.warn("The price that was set last cannot be read, so {} holds: {}", configured, malformed.getMessage());
            return configured;
        }
    }

    /** Where sessions read it. */
    public PriceBoard board() {
        return prices.board();
    }

    /** Looks at the rate, and asks in wei what the price is at that. Called once in a while. */
    public void requote() throws InterruptedException {
        prices.requote(block.getAsLong());
    }

    @Override
    public Optional<Price> price() {
        return prices.board().of(EthAddress.ZERO);
    }

    @Override
    public QuotedPrice asked() {
        return prices.asked();
    }

    @Override
    public synchronized Optional<String> change(QuotedPrice price) {
        if (!prices.change(price, block.getAsLong())) {
            return Optional.of(rates.lack(price.currency()));
        }
        kept.keep(List.of(price.toString(), configured.toString()));
        return Optional.empty();
    }
}
