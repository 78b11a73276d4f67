package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.SortedMap;

/**
 * A sender's fallback, split evenly among the active orchestrators in each round.
 *
 * @param funds what remains
 * @param claimRound the round that the claims belong to; claims of another round do not count
 * @param claims what each orchestrator took in that round
 */
public record Reserve(Wei funds, long claimRound, SortedMap<EthAddress, Wei> claims) {

    static final Reserve EMPTY = new Reserve(Wei.ZERO, 0, Sorted.none());

    Wei claimed(long round) {
        return claimRound == round ? claims.values().stream().reduce(Wei.ZERO, Wei::plus) : Wei.ZERO;
    }

    Wei claimedBy(EthAddress claimant, long round) {
        return claimRound == round ? claims.getOrDefault(claimant, Wei.ZERO) : Wei.ZERO;
    }

    Reserve plus(Wei more) {
        return new Reserve(funds.plus(more), claimRound, claims);
    }

    /**
     * What an active claimant may still take, or the contract's arithmetic error. When the pool shrinks after claims it
     * can be more than is left.
     */
    Share share(EthAddress claimant, long round, int poolSize) {
        if (poolSize == 0) {
            return new Share.Claimable(Wei.ZERO);
        }
        var whole = funds.plus(claimed(round)).amount();
        var each = new Wei(whole.divide(BigInteger.valueOf(poolSize)));
        var taken = claimedBy(claimant, round);
        return each.compareTo(taken) < 0
                ? new Share.Refused(Revert.SHARE_UNDERFLOW)
                : new Share.Claimable(each.minus(taken));
    }

    sealed interface Share {
        record Claimable(Wei amount) implements Share {}

        record Refused(Revert reason) implements Share {}
    }

    Reserve claim(EthAddress claimant, long round, Wei amount) {
        SortedMap<EthAddress, Wei> current = claimRound == round ? claims : Sorted.none();
        var taken = claimedBy(claimant, round).plus(amount);
        return new Reserve(funds.minus(amount), round, Sorted.with(current, claimant, taken));
    }
}
