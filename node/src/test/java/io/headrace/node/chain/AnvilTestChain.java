package io.headrace.node.chain;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.EthereumChain;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.Declared;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Our contracts on anvil as a test's chain: a block for each transaction, none for a refusal. */
final class AnvilTestChain implements TestChain {

    private final AnvilHost host;
    final Contracts contracts;
    private final ContractCalls calls;
    private final Map<EthAddress, Chain> faces = new HashMap<>();

    AnvilTestChain(AnvilHost host, Contracts contracts) {
        this.host = host;
        this.contracts = contracts;
        this.calls = new ContractCalls(host.rpc, new EventReader(contracts));
    }

    @Override
    public Chain as(PrivateKey who) {
        return faces.computeIfAbsent(
                who.address(), _ -> new EthereumChain(calls, contracts, host.transactor(who), new AskedBlocks()));
    }

    @Override
    public void mine(long blocks) {
        host.genesis.mine(blocks);
    }

    @Override
    public void pause(boolean paused) {
        host.owner().send(Declared.call(contracts.controller().at(), paused ? "pause" : "unpause", List.of()));
    }

    @Override
    public Outcome<SenderFunds> fundFor(PrivateKey payer, EthAddress sender, Wei value, Wei deposit, Wei reserve) {
        var plain = Declared.call(
                contracts.broker().at(),
                "fundDepositAndReserveFor",
                List.of(
                        new Declared("address", sender.toString()),
                        new Declared("uint256", deposit.toString()),
                        new Declared("uint256", reserve.toString())));
        return switch (host.transactor(payer)
                .send(new Call(plain.what(), plain.purpose(), plain.to(), value, plain.data()))) {
            case Outcome.Mined<Receipt>(var transaction, var _) ->
                new Outcome.Mined<>(transaction, calls.ask(contracts.broker().senderInfo(sender)));
            case Outcome.Reverted<Receipt>(var reason) -> new Outcome.Reverted<>(reason);
        };
    }

    /** The host takes back what was done. */
    @Override
    public void close() {
        faces.clear();
    }

    /** The chain's time as the node tells it now; nobody follows it here. */
    private final class AskedBlocks implements Blocks {

        @Override
        public ChainTime time() {
            long last = calls.ask(contracts.rounds().lastInitializedRound());
            return new ChainTime(
                    host.rpc.blockNumber(),
                    new CreationRound(last, calls.ask(contracts.rounds().blockHashForRound(last))));
        }

        @Override
        public Subscription listen(Consumer<ChainTime> listener) {
            throw new UnsupportedOperationException("Nobody follows this chain");
        }
    }
}
