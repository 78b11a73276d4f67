package io.headrace.ethereum.block;

import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.Log;
import io.headrace.ethereum.rpc.LogFilter;
import io.headrace.ethereum.rpc.RpcRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's events of ranges of blocks. A range is asked for in pieces, and a piece in which a node finds more
 * than it gives at once in halves. Any thread.
 */
public final class EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(EventSource.class);
    private static final long PIECE_BLOCKS = 1_000;

    private final EthereumRpc rpc;
    private final Contracts contracts;
    private final EventReader reader;

    public EventSource(EthereumRpc rpc, Contracts contracts) {
        this.rpc = rpc;
        this.contracts = contracts;
        this.reader = new EventReader(contracts);
    }

    /** In the order of the chain; blocks. */
    public List<LoggedEvent> events(long fromBlock, long toBlock) {
        var all = new ArrayList<LoggedEvent>();
        for (long from = fromBlock; from <= toBlock; from += PIECE_BLOCKS) {
            logs(from, Math.min(toBlock, from + PIECE_BLOCKS - 1))
                    .forEach(log -> event(log).ifPresent(all::add));
        }
        return all;
    }

    private List<Log> logs(long fromBlock, long toBlock) {
        try {
            return rpc.logs(new LogFilter(fromBlock, toBlock, contracts.writers(), reader.topics()));
        } catch (RpcRefusal refusal) {
            if (refusal.reason() != RpcRefusal.Reason.TOO_MANY_RESULTS || fromBlock == toBlock) {
                throw refusal;
            }
            long middle = fromBlock + (toBlock - fromBlock) / 2;
            var both = new ArrayList<>(logs(fromBlock, middle));
            both.addAll(logs(middle + 1, toBlock));
            return both;
        }
    }

    /** A log of the protocol's own contracts that cannot be read means that a contract was changed. */
    private Optional<LoggedEvent> event(Log log) {
        try {
            return reader.read(log)
                    .map(event -> new LoggedEvent(event, log.block(), log.blockHash(), log.transaction()));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            LOG.warn(
                    "A log of {} in transaction {} is left out: {}",
                    log.contract(),
                    log.transaction(),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }
}
