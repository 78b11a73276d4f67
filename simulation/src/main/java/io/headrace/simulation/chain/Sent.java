package io.headrace.simulation.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.Transaction;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.Wei;

/**
 * A signed transaction as endpoints pass it on.
 *
 * @param gas the limit
 */
record Sent(EthAddress from, long nonce, CallId id, Call call, long gas, Fees fees, Hash256 hash) {

    private static final long BUMP_NUMERATOR = 11;
    private static final long BUMP_DENOMINATOR = 10;

    /** One of the tries; signing is deterministic, so the same try has the same hash. */
    static Sent of(EthAddress from, Transaction transaction, Fees fees) {
        var text = "%s %d %s %d %s".formatted(from, transaction.nonce(), transaction.id(), transaction.gas(), fees);
        return new Sent(
                from,
                transaction.nonce(),
                transaction.id(),
                transaction.call(),
                transaction.gas(),
                fees,
                Keccak.hash(text.getBytes(UTF_8)));
    }

    /** What the account must have before an endpoint takes it. */
    Wei most() {
        return call.value().plus(fees.cap().times(gas));
    }

    /** What a unit of gas costs in a block that burns so much. */
    Wei price(Wei baseFee) {
        return baseFee.plus(fees.tip().min(fees.cap().minus(baseFee)));
    }

    /** Whether a pool lets it take the other's place: a tenth more on both. */
    boolean replaces(Sent other) {
        return tenthMore(fees.tip(), other.fees.tip()) && tenthMore(fees.cap(), other.fees.cap());
    }

    private static boolean tenthMore(Wei dearer, Wei cheaper) {
        return dearer.times(BUMP_DENOMINATOR).compareTo(cheaper.times(BUMP_NUMERATOR)) >= 0;
    }
}
