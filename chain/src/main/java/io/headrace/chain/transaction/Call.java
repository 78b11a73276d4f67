package io.headrace.chain.transaction;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;

/**
 * What is to happen on chain, once.
 *
 * @param value wei that move along
 */
public record Call(EthAddress to, CallData data, Wei value, GasLimit gasLimit, Purpose purpose) {

    /** Changes nothing but the nonce. */
    static Call repair(EthAddress account) {
        return new Call(account, CallData.EMPTY, Wei.ZERO, new GasLimit.Estimated(), Purpose.REPAIR);
    }
}
