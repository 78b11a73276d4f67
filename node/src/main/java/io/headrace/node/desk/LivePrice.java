package io.headrace.node.desk;

import io.headrace.admin.money.PriceTag;
import io.headrace.crypto.EthAddress;
import io.headrace.node.data.DataDirectory;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orchestrator's price, which its operator changes while it works. What was set outlives a restart, until the
 * configuration itself asks another price than the one that was set aside. Any thread.
 */
public final class LivePrice implements PriceTag {

    private static final Logger LOG = LoggerFactory.getLogger(LivePrice.class);

    private final Price configured;
    private final KeptLines kept;
    private final LongSupplier block;
    private final PriceBoard board;

    private LivePrice(Price configured, KeptLines kept, LongSupplier block) {
        this.configured = configured;
        this.kept = kept;
        this.block = block;
        this.board = new PriceBoard(first(kept.read(), configured));
    }

    /**
     * @param configured what the command line or the file says
     * @param block the latest
     */
    public static LivePrice open(DataDirectory data, Price configured, LongSupplier block) {
        return new LivePrice(configured, new KeptLines(data.root().resolve("price")), block);
    }

    /** Two lines: the price that was set, and the configured one that it set aside. */
    private static Price first(List<String> lines, Price configured) {
        try {
            return lines.size() == 2 && price(lines.get(1)).equals(configured) ? price(lines.get(0)) : configured;
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            LOG.warn("The price that was set last cannot be read, so {} holds: {}", configured, malformed.getMessage());
            return configured;
        }
    }

    private static Price price(String line) {
        return new Price(Credit.parse(line));
    }

    /** Where sessions read it. */
    public PriceBoard board() {
        return board;
    }

    @Override
    public Price price() {
        return board.of(EthAddress.ZERO).orElse(configured);
    }

    @Override
    public synchronized void change(Price price) {
        board.change(price, block.getAsLong());
        kept.keep(List.of(price.toString(), configured.toString()));
    }
}
