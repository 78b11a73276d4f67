package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.address;
import static io.headrace.ethereum.abi.Encoding.uint;

import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.function.Function;
import org.web3j.abi.datatypes.Type;

/** {@code BondingManager}: stakes, fees and rewards of orchestrators (payments section 4.5). */
public record BondingContract(EthAddress at) {

    public static final String NAME = "BondingManager";

    private static final int TRANSCODER_WORDS = 10;
    private static final int POOL_WORDS = 5;
    private static final int DELEGATOR_WORDS = 7;
    private static final int LOCK_WORDS = 2;

    /**
     * @param left where the delegate that is given up will stand
     * @param joined where the new one will
     */
    public Call bond(Tokens amount, EthAddress delegate, Position left, Position joined) {
        return call(
                Purpose.BOND,
                "bondWithHint",
                uint(amount.amount()),
                address(delegate),
                address(left.before()),
                address(left.after()),
                address(joined.before()),
                address(joined.after()));
    }

    public Call unbond(Tokens amount, Position position) {
        return call(
                Purpose.UNBOND,
                "unbondWithHint",
                uint(amount.amount()),
                address(position.before()),
                address(position.after()));
    }

    /**
     * Sets the commissions.
     *
     * @param rewardCut of a million
     * @param feeShare of a million
     */
    public Call transcoder(long rewardCut, long feeShare) {
        return call(Purpose.COMMISSION, "transcoder", uint(rewardCut), uint(feeShare));
    }

    /** @param round the current one: reward is called once in each */
    public Call reward(long round, Position position) {
        return call(Purpose.REWARD, "rewardWithHint", address(position.before()), address(position.after()))
                .once("reward-" + round);
    }

    public Call withdrawStake(long lock) {
        return call(Purpose.WITHDRAW_STAKE, "withdrawStake", uint(lock));
    }

    public Call withdrawFees(EthAddress recipient, Wei amount) {
        return call(Purpose.WITHDRAW_FEES, "withdrawFees", address(recipient), uint(amount.amount()));
    }

    public Query<OrchestratorRecord> transcoder(EthAddress orchestrator) {
        return query(
                TRANSCODER_WORDS,
                words -> new OrchestratorRecord(
                        words.count(0), words.count(1), words.count(2), words.count(4), words.count(5)),
                "getTranscoder",
                address(orchestrator));
    }

    public Query<EarningsPool> earningsPool(EthAddress orchestrator, long round) {
        return query(
                POOL_WORDS,
                words -> new EarningsPool(words.tokens(0), words.count(1), words.count(2)),
                "getTranscoderEarningsPoolForRound",
                address(orchestrator),
                uint(round));
    }

    /** Its own stake and that of its delegators. */
    public Query<Tokens> totalStake(EthAddress orchestrator) {
        return query(1, words -> words.tokens(0), "transcoderTotalStake", address(orchestrator));
    }

    /** The round does not matter to the contract. */
    public Query<Wei> pendingFees(EthAddress delegator, long round) {
        return query(1, words -> words.wei(0), "pendingFees", address(delegator), uint(round));
    }

    /** Its own stake with the rewards that it has not claimed. The round does not matter to the contract. */
    public Query<Tokens> pendingStake(EthAddress delegator, long round) {
        return query(1, words -> words.tokens(0), "pendingStake", address(delegator), uint(round));
    }

    /** How many locks an account ever had: the id of the next. */
    public Query<Long> locksEver(EthAddress delegator) {
        return query(DELEGATOR_WORDS, words -> words.count(6), "getDelegator", address(delegator));
    }

    /** Zeros for a lock that was withdrawn, or never was. */
    public Query<UnbondingLock> unbondingLock(EthAddress delegator, long lock) {
        return query(
                LOCK_WORDS,
                words -> new UnbondingLock(lock, words.tokens(0), words.count(1)),
                "getDelegatorUnbondingLock",
                address(delegator),
                uint(lock));
    }

    public Query<Boolean> isRegistered(EthAddress orchestrator) {
        return query(1, words -> words.flag(0), "isRegisteredTranscoder", address(orchestrator));
    }

    public Query<Boolean> isActive(EthAddress orchestrator) {
        return query(1, words -> words.flag(0), "isActiveTranscoder", address(orchestrator));
    }

    /** The one with the largest stake; zero for an empty pool. */
    public Query<EthAddress> firstInPool() {
        return query(1, words -> words.address(0), "getFirstTranscoderInPool");
    }

    /** The one with the next smaller stake; zero after the last. */
    public Query<EthAddress> nextInPool(EthAddress orchestrator) {
        return query(1, words -> words.address(0), "getNextTranscoderInPool", address(orchestrator));
    }

    public Query<Long> poolSize() {
        return query(1, words -> words.count(0), "getTranscoderPoolSize");
    }

    public Query<Long> poolMaxSize() {
        return query(1, words -> words.count(0), "getTranscoderPoolMaxSize");
    }

    /** The active stake of the current round. */
    public Query<Tokens> totalBonded() {
        return query(1, words -> words.tokens(0), "getTotalBonded");
    }

    private Call call(Purpose purpose, String function, Type<?>... arguments) {
        return new Call(NAME + "." + function, purpose, at, Wei.ZERO, Encoding.call(function, arguments));
    }

    private <T> Query<T> query(int words, Function<Words, T> reader, String function, Type<?>... arguments) {
        return Query.of(NAME, at, words, reader, function, arguments);
    }
}
