package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.rpc.CallMessage;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.Wei;

/**
 * What a transaction does: a call of a contract that changes something, or a plain payment when there is no data.
 *
 * @param what for messages, as {@code TicketBroker.unlock}
 * @param to zero to deploy the contract whose code the data is
 */
public record Call(String what, EthAddress to, Wei value, HexData data) {

    public static Call pay(EthAddress to, Wei value) {
        return new Call("a payment", to, value, HexData.NONE);
    }

    public boolean deploys() {
        return to.isZero();
    }

    /** The same as it is tried out by this account. */
    public CallMessage from(EthAddress account) {
        return new CallMessage(account, to, value, data);
    }
}
