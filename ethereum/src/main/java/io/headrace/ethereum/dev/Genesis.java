package io.headrace.ethereum.dev;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.JsonRpc;
import io.headrace.ethereum.rpc.Question;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What only a development chain grants: money from nowhere, and blocks at will. */
public record Genesis(JsonRpc rpc) {

    /** Sets what the account has. */
    public void give(EthAddress account, Wei eth) {
        ask("anvil_setBalance", account.toString(), "0x" + eth.amount().toString(16));
    }

    /** Mines so many blocks at once. */
    public void mine(long blocks) {
        ask("anvil_mine", "0x" + Long.toHexString(blocks));
    }

    /** From now on a block comes in each such time, with or without transactions in it. */
    public void mineEvery(Duration blockTime) {
        ask("evm_setIntervalMining", blockTime.toSeconds());
    }

    /** Takes so many blocks back, and mines as many empty ones in their place. */
    public void reorganise(int blocks) {
        ask("anvil_reorg", blocks, List.of());
    }

    private void ask(String method, Object... parameters) {
        rpc.ask(Question.of(method, JsonNode::toString, parameters), EthereumRpc.WATCHING);
    }
}
