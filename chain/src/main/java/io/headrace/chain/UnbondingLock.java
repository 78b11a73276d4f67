package io.headrace.chain;

/**
 * Stake on its way out of the bonding contract: it earns nothing any more and cannot be taken yet.
 *
 * @param id by which its owner names it; counted from zero
 * @param withdrawRound from which it may be withdrawn
 */
public record UnbondingLock(long id, Tokens amount, long withdrawRound) {

    public UnbondingLock {
        if (id < 0 || withdrawRound < 0) {
            throw new IllegalArgumentException(
                    "Locks and rounds count from zero: lock " + id + " until round " + withdrawRound);
        }
    }
}
