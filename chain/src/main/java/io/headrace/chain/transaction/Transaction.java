package io.headrace.chain.transaction;

import java.util.ArrayList;
import java.util.List;

/**
 * A call that has a nonce: what must be safe before anything of it is sent. Signing is deterministic (RFC 6979), so
 * nonce, gas, fees and call name exactly one signed transaction and one hash; neither is kept.
 *
 * @param gas the limit
 * @param tries the fees of each sending, cheapest first; at most one of them is ever mined
 */
public record Transaction(long nonce, CallId id, Call call, long gas, List<Fees> tries) {

    public Transaction {
        tries = List.copyOf(tries);
        if (nonce < 0 || gas <= 0 || tries.isEmpty()) {
            throw new IllegalArgumentException("No transaction: nonce " + nonce + ", gas " + gas + ", tries " + tries);
        }
    }

    /** Those sent last. */
    public Fees fees() {
        return tries.getLast();
    }

    boolean isRepair() {
        return call.purpose() == Purpose.REPAIR;
    }

    Transaction trying(Fees dearer) {
        var all = new ArrayList<>(tries);
        all.add(dearer);
        return new Transaction(nonce, id, call, gas, all);
    }
}
