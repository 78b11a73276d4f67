package io.headrace.ledger;

import io.headrace.chain.Blocks;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be asked of a ledger, wherever it runs: {@link LocalLedger} in the same process, or one that is served. Any
 * thread; throws {@link io.headrace.chain.ChainUnavailable} when it is out of reach.
 */
public interface LedgerFace {

    CommandAnswer command(Command command);

    AccountView account(EthAddress account);

    ChainView chain();

    /** What a recipient took of a sender's reserve in the current round. */
    Wei claimed(EthAddress sender, EthAddress recipient);

    boolean used(Hash256 ticket);

    /** The latest block that is known here. Does not block. */
    ChainTime time();

    /** Tells of new blocks; some may be skipped. */
    Blocks.Subscription onBlock(Consumer<ChainTime> listener);

    /** What came of a command. */
    sealed interface CommandAnswer {
        /** @param serial by which it can be told from others */
        record Done(long serial, List<LedgerEvent> events) implements CommandAnswer {
            public Done {
                events = List.copyOf(events);
            }
        }

        record Refused(Revert reason) implements CommandAnswer {}
    }

    /**
     * All about one account at one moment.
     *
     * @param service where it says that it serves; empty when it says nothing
     */
    record AccountView(
            Wei eth,
            Tokens tokens,
            SenderFunds funds,
            OrchestratorStanding standing,
            Earnings earnings,
            List<UnbondingLock> locks,
            String service) {
        public AccountView {
            locks = List.copyOf(locks);
        }
    }

    /** All about the chain at one moment. */
    record ChainView(ChainTime time, RoundStatus rounds, List<EthAddress> active, int poolSize) {
        public ChainView {
            active = List.copyOf(active);
        }
    }
}
