package io.headrace.ethereum.dev;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
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

    /** From now on a block comes with each transaction, or only when one is told to. */
    public void mineAtOnce(boolean atOnce) {
        ask("evm_setAutomine", atOnce);
    }

    /** What the next block burns per gas; those after it follow the market again. */
    public void nextBaseFee(Wei perGas) {
        ask("anvil_setNextBlockBaseFeePerGas", "0x" + perGas.amount().toString(16));
    }

    /** Throws a transaction that waits for a block away, as busy nodes do. */
    public void drop(Hash256 transaction) {
        ask("anvil_dropTransaction", transaction.toString());
    }

    /** Takes so many blocks back, and mines as many empty ones in their place. */
    public void reorganise(int blocks) {
        ask("anvil_reorg", blocks, List.of());
    }

    private void ask(String method, Object... parameters) {
        rpc.ask(Question.of(method, JsonNode::toString, parameters), EthereumRpc.WATCHING);
    }
}
