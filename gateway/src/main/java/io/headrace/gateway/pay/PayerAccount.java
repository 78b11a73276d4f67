package io.headrace.gateway.pay;

import io.headrace.crypto.Signer;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;

/** The gateway's own account, as last seen on chain. Any thread; answers at once. */
public interface PayerAccount {

    Signer signer();

    /** What the ticket broker holds for us. */
    SenderFunds funds();

    ChainTime time();
}
