package io.headrace.chain.transaction;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.util.Locale;

/**
 * Money about to leave.
 *
 * @param amount wei: what tickets are worth, or the most a transaction may cost
 * @param peer who gets it: a recipient, or a contract
 * @param pipeline what it is for: a pipeline's name, or a transaction's purpose
 */
public record Spend(Credit amount, EthAddress peer, String pipeline) {

    private static final int MAX_NAME = 200;

    public Spend {
        if (amount.signum() < 0 || pipeline.isEmpty() || pipeline.length() > MAX_NAME) {
            throw new IllegalArgumentException("No spending: " + amount + " wei to " + peer + " for a name of "
                    + pipeline.length() + " characters");
        }
    }

    public static Spend tickets(Credit expectedValue, EthAddress recipient, String pipeline) {
        return new Spend(expectedValue, recipient, pipeline);
    }

    /** @param cap wei per gas at most: the ceiling, since a replacement may come near it */
    public static Spend transaction(Call call, long gas, Wei cap) {
        var most = Credit.of(call.value().plus(cap.times(gas)));
        return new Spend(most, call.to(), call.purpose().name().toLowerCase(Locale.ROOT));
    }
}
