package io.headrace.ethereum.abi;

import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Purpose;
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
public record Call(String what, Purpose purpose, Occasion occasion, EthAddress to, Wei value, HexData data) {

    /** One that happens each time it is asked for. */
    public Call(String what, Purpose purpose, EthAddress to, Wei value, HexData data) {
        this(what, purpose, Occasion.EACH_TIME, to, value, data);
    }

    public static Call pay(EthAddress to, Wei value) {
        return new Call("a payment", Purpose.PAY, to, value, HexData.NONE);
    }

    /** The same, but once: asked for again under this name while it is under way, it is no other call. */
    Call once(String name) {
        return new Call(what, purpose, new Occasion.Once(new CallId(name)), to, value, data);
    }

    public boolean deploys() {
        return to.isZero();
    }

    /** The same as it is tried out by this account. */
    public CallMessage from(EthAddress account) {
        return new CallMessage(account, to, value, data);
    }
}
