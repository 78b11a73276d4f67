package io.headrace.ethereum;

import io.headrace.chain.ChainUnavailable;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.abi.Query;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.CallMessage;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.RpcRefusal;

/** Questions to the contracts, answered on the state of the latest block. Any thread; blocks. */
public record ContractCalls(EthereumRpc rpc, EventReader events) {

    /**
     * Where the contracts are, as the controller says.
     *
     * @throws ChainUnavailable when no node answers, or what is at that address is no such controller
     */
    public static Contracts find(EthereumRpc rpc, ControllerContract controller) {
        try {
            return Contracts.of(controller, query -> ask(rpc, query));
        } catch (IllegalArgumentException notThere) {
            throw new ChainUnavailable(String.valueOf(notThere.getMessage()), false, notThere);
        }
    }

    public <T> T ask(Query<T> query) {
        return ask(rpc, query);
    }

    private static <T> T ask(EthereumRpc rpc, Query<T> query) {
        try {
            return query.reader().apply(rpc.call(CallMessage.view(query.to(), query.data()), BlockId.LATEST));
        } catch (IllegalArgumentException misread) {
            throw new ChainUnavailable(
                    "What answers " + query.what() + " at " + query.to() + " is not that contract: "
                            + misread.getMessage(),
                    false,
                    misread);
        } catch (RpcRefusal refusal) {
            throw new ChainUnavailable(query.what() + " at " + query.to() + " is refused", false, refusal);
        }
    }
}
