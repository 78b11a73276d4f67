package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;

/**
 * A call that is tried out: nothing changes, nobody signs and nobody pays.
 *
 * @param to zero to try the deployment of the contract whose code the data is
 */
public record CallMessage(EthAddress from, EthAddress to, Wei value, HexData data) {

    /** A question to a contract, for which it does not matter who asks. */
    public static CallMessage view(EthAddress to, HexData data) {
        return new CallMessage(EthAddress.ZERO, to, Wei.ZERO, data);
    }
}
