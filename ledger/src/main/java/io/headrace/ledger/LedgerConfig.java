package io.headrace.ledger;

import io.headrace.chain.Tokens;
import java.time.Duration;

/**
 * The rules of one ledger.
 *
 * @param seed from which all block hashes come, unless they are fed
 * @param blockTime how often the node that drives the ledger advances it
 * @param roundLength blocks in a round, unless they are fed; a winner must outlive its offer (40 blocks) and stay good for less than two
 *     rounds, so 50 and more are comfortable
 * @param unlockPeriod rounds between unlocking and withdrawing
 * @param unbondingPeriod rounds between unbonding stake and withdrawing it; 7 on the network
 * @param ticketValidity rounds in which a ticket can be redeemed, its creation round included
 * @param maxPool orchestrators that can be active at once
 * @param inflation what is minted per round, shared by stake among those who call reward
 * @param beginsRounds whether the ledger begins each round by itself, so that nobody has to
 */
public record LedgerConfig(
        long seed,
        Duration blockTime,
        long roundLength,
        long unlockPeriod,
        long unbondingPeriod,
        long ticketValidity,
        CoverRule cover,
        int maxPool,
        Inflation inflation,
        boolean beginsRounds) {

    /** The local network's: settlement is seen within a short demonstration. */
    public static LedgerConfig local(long seed) {
        return new LedgerConfig(
                seed,
                Duration.ofMillis(250),
                100,
                2,
                2,
                2,
                CoverRule.FULL_COVER,
                100,
                Inflation.deployed(Tokens.whole(2_000_000)),
                true);
    }

    public LedgerConfig {
        if (!blockTime.isPositive()
                || roundLength < 1
                || unlockPeriod < 1
                || unbondingPeriod < 1
                || ticketValidity < 1
                || maxPool < 1) {
            throw new IllegalArgumentException("A ledger that cannot run: block time " + blockTime + ", round length "
                    + roundLength + ", unlock period " + unlockPeriod + ", unbonding period " + unbondingPeriod
                    + ", ticket validity " + ticketValidity
                    + ", pool " + maxPool);
        }
    }

    public LedgerConfig withCover(CoverRule rule) {
        return new LedgerConfig(
                seed,
                blockTime,
                roundLength,
                unlockPeriod,
                unbondingPeriod,
                ticketValidity,
                rule,
                maxPool,
                inflation,
                beginsRounds);
    }

    /** The same, where somebody has to begin each round. */
    public LedgerConfig withoutKeeper() {
        return new LedgerConfig(
                seed,
                blockTime,
                roundLength,
                unlockPeriod,
                unbondingPeriod,
                ticketValidity,
                cover,
                maxPool,
                inflation,
                false);
    }

    public LedgerConfig withRoundLength(long blocks) {
        return new LedgerConfig(
                seed,
                blockTime,
                blocks,
                unlockPeriod,
                unbondingPeriod,
                ticketValidity,
                cover,
                maxPool,
                inflation,
                beginsRounds);
    }

    public LedgerConfig withMaxPool(int most) {
        return new LedgerConfig(
                seed,
                blockTime,
                roundLength,
                unlockPeriod,
                unbondingPeriod,
                ticketValidity,
                cover,
                most,
                inflation,
                beginsRounds);
    }

    public LedgerConfig withUnbondingPeriod(long rounds) {
        return new LedgerConfig(
                seed,
                blockTime,
                roundLength,
                unlockPeriod,
                rounds,
                ticketValidity,
                cover,
                maxPool,
                inflation,
                beginsRounds);
    }
}
