package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;

/** What the chain says when a sender comes. Any thread; may block, and throws {@code ChainUnavailable}. */
public interface SenderView {

    Standing of(EthAddress sender);

    /** How far the chain is. Does not block. */
    ChainTime time();

    /**
     * @param maxFloat how much unredeemed winning value is accepted from the sender; may be negative
     * @param recipientActive whether we may redeem in the current round
     * @param gasPrice wei per gas, for the cost of redeeming
     */
    record Standing(SenderFunds funds, Credit maxFloat, boolean recipientActive, Wei gasPrice, ChainTime time) {}
}
