package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Result;
import io.headrace.ethereum.rpc.Receipt;

/** How a call that was handed to a transactor ended. */
sealed interface End {

    /** @param receipt with the logs, of which the machine knows nothing */
    record InChain(Receipt receipt) implements End {}

    record NotInChain(Result.Failed why) implements End {}
}
