package io.headrace.simulation.chain;

import io.headrace.chain.Tokens;
import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.ledger.CoverRule;
import io.headrace.ledger.Inflation;
import io.headrace.ledger.LedgerConfig;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.simulation.Violation;
import java.time.Duration;

/** How the simulated nodes are configured, and by which rules their chain lives. */
final class Terms {

    /** Wei per gas above which nothing is ever offered. */
    static final Wei CEILING = Wei.of(1_000);

    /** Deeper than the chain takes back, by more than endpoints are behind. */
    static final int CONFIRMATIONS = 6;

    static final long ROUND_LENGTH = 40;
    static final long TICKET_VALIDITY = 2;

    /** What a transaction may cost at most: the gas limit is an estimate and a fifth. */
    private static final Credit DEAREST = Credit.of(CEILING.times(Contracts.GAS * 6 / 5));

    /** Of an orchestrator: so little within one second that a burst of winners has to wait. */
    static final SpendLimits ORCHESTRATOR_SPENDING =
            new SpendLimits(DEAREST.times(3), DEAREST.times(100), DEAREST.times(100), DEAREST.times(80), 16);

    /** Of a sender: it moves much more than gas costs. */
    static final SpendLimits SENDER_SPENDING = new SpendLimits(
            DEAREST.times(1_000), DEAREST.times(10_000), DEAREST.times(10_000), DEAREST.times(10_000), 16);

    private Terms() {}

    static TransactionLimits transactions(ChainConfig config) {
        return new TransactionLimits(
                CEILING, Duration.ofSeconds(60), 2, confirmations(config), 8, 200, Duration.ofMinutes(8));
    }

    static RedemptionLimits redemption(ChainConfig config) {
        return new RedemptionLimits(Contracts.GAS, CEILING, TICKET_VALIDITY, 6, confirmations(config));
    }

    private static int confirmations(ChainConfig config) {
        return config.has(ChainMistake.CLOSE_AT_FIRST_SIGHT) ? 0 : CONFIRMATIONS;
    }

    static LedgerConfig ledger(long seed) {
        return new LedgerConfig(
                seed,
                ChainWorld.BLOCK_TIME,
                ROUND_LENGTH,
                2,
                7,
                TICKET_VALIDITY,
                CoverRule.FULL_COVER,
                100,
                Inflation.deployed(Tokens.whole(2_000_000)),
                false);
    }

    /** What becomes of a run in which a machine threw: the promise that was broken in it, or the bug. */
    static RuntimeException stopped(String id, Object state, Object event, RuntimeException bug) {
        return bug instanceof Violation
                ? bug
                : new IllegalStateException("%s in %s, told %s".formatted(id, state, event), bug);
    }
}
