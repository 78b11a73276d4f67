package io.headrace.gateway.pay;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import java.util.Optional;

/** The gateway's own account, as last seen on chain. Any thread; answers at once. */
public interface PayerAccount {

    Signer signer();

    /** What the ticket broker holds for us. */
    SenderFunds funds();

    ChainTime time();

    /**
     * The last word before tickets leave: why they must not, or empty. What is allowed counts, whether it is spent in
     * the end or not.
     *
     * @param worth the expected value of all of them
     */
    default Optional<String> objection(Credit worth, EthAddress recipient) {
        return Optional.empty();
    }
}
