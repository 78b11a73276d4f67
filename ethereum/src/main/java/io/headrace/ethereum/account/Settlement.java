package io.headrace.ethereum.account;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.transaction.GasMarket;
import io.headrace.chain.transaction.Head;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.ethereum.rpc.RpcRefusal;

/** What every transactor asks of the chain before and after a transaction. Any thread; blocks. */
record Settlement(EthereumRpc rpc, EthAddress account) {

    /** A fifth more than the estimate: the state may move before the block. */
    private static final long GAS_MARGIN = 5;

    Head head() {
        var latest = rpc.latest();
        return new Head(latest.number(), new GasMarket(latest.baseFee(), rpc.maxPriorityFeePerGas()));
    }

    /**
     * Tries the call out, so that nothing is paid for what would be undone.
     *
     * @return the gas to send it with
     * @throws RpcRefusal with the contract's reason
     */
    long gas(Call call) {
        long estimate = rpc.estimateGas(call.from(account));
        return estimate + estimate / GAS_MARGIN;
    }

    /**
     * What became of a call, from its receipt. Of a transaction that was undone only a replay on the state before its
     * block tells why.
     *
     * @throws ChainUnavailable when the reason cannot be learned or is none of the protocol's
     */
    Outcome<Receipt> outcome(Call call, Receipt receipt) {
        if (receipt.succeeded()) {
            return new Outcome.Mined<>(receipt.transaction().toString(), receipt);
        }
        try {
            rpc.call(call.from(account), BlockId.at(receipt.block() - 1));
        } catch (RpcRefusal refusal) {
            return Refusals.outcome(call.what(), refusal);
        }
        throw new ChainUnavailable(
                call.what() + " was mined and undone in transaction " + receipt.transaction()
                        + ", and a replay does not tell why; perhaps another one of the same block stood before it",
                true);
    }
}
