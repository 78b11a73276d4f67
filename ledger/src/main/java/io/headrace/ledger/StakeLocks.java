package io.headrace.ledger;

import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One account's stake on its way out.
 *
 * @param next the id of the lock that comes next; none is given twice
 */
public record StakeLocks(long next, SortedMap<Long, UnbondingLock> held) {

    static final StakeLocks NONE = new StakeLocks(0, Sorted.none());

    StakeLocks with(Tokens amount, long withdrawRound) {
        return new StakeLocks(next + 1, Sorted.with(held, next, new UnbondingLock(next, amount, withdrawRound)));
    }

    StakeLocks without(long lock) {
        return new StakeLocks(next, Sorted.without(held, lock));
    }

    Optional<UnbondingLock> find(long lock) {
        return Optional.ofNullable(held.get(lock));
    }

    UnbondingLock newest() {
        return held.lastEntry().getValue();
    }

    List<UnbondingLock> list() {
        return List.copyOf(held.values());
    }
}
