package io.headrace.ethereum.account;

import io.headrace.chain.Outcome;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.rpc.Receipt;

/** Does what changes something, from one account. Any thread; calls block until the transaction is in a block. */
public interface Transactor {

    EthAddress account();

    /**
     * Sends a transaction and waits for it. Interrupting the wait does not take the transaction back.
     *
     * @return the receipt of one that succeeded, or the contract's reason: from trying it out, so that nothing was sent
     *     and nothing paid, or from a transaction that was mined and undone
     * @throws io.headrace.chain.ChainUnavailable when it could not be sent, when its receipt did not come in time, or
     *     when the reason is none of the protocol's
     */
    Outcome<Receipt> send(Call call);
}
