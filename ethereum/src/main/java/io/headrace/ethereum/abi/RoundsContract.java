package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.uint;

import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Wei;
import java.util.function.Function;
import org.web3j.abi.datatypes.Type;

/** {@code RoundsManager}: the protocol's epochs, counted in blocks (payments section 4.4). */
public record RoundsContract(EthAddress at) {

    public static final String NAME = "RoundsManager";

    /**
     * Begins the current round; anybody may, once.
     *
     * @param round the current one
     */
    public Call initializeRound(long round) {
        return new Call(NAME + ".initializeRound", Purpose.BEGIN_ROUND, at, Wei.ZERO, Encoding.call("initializeRound"))
                .once("begin-round-" + round);
    }

    public Query<Long> currentRound() {
        return count("currentRound");
    }

    public Query<Long> currentRoundStartBlock() {
        return count("currentRoundStartBlock");
    }

    public Query<Boolean> currentRoundInitialized() {
        return query(words -> words.flag(0), "currentRoundInitialized");
    }

    public Query<Boolean> currentRoundLocked() {
        return query(words -> words.flag(0), "currentRoundLocked");
    }

    public Query<Long> lastInitializedRound() {
        return count("lastInitializedRound");
    }

    /** Zero for a round that was never begun. */
    public Query<Hash256> blockHashForRound(long round) {
        return query(words -> words.hash(0), "blockHashForRound", uint(round));
    }

    /** In blocks. */
    public Query<Long> roundLength() {
        return count("roundLength");
    }

    /** The block as the contract counts: on a rollup that of the chain below. */
    public Query<Long> blockNum() {
        return count("blockNum");
    }

    private Query<Long> count(String function) {
        return query(words -> words.count(0), function);
    }

    private <T> Query<T> query(Function<Words, T> reader, String function, Type<?>... arguments) {
        return Query.of(NAME, at, 1, reader, function, arguments);
    }
}
