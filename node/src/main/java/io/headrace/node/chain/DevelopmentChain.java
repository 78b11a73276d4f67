package io.headrace.node.chain;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.account.FeePolicy;
import io.headrace.ethereum.account.SerialTransactor;
import io.headrace.ethereum.dev.Anvil;
import io.headrace.ethereum.dev.Deployment;
import io.headrace.ethereum.dev.Deployment.Deployed;
import io.headrace.ethereum.dev.Genesis;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An EVM of one's own with the protocol's contracts on it: a child process that ends with this one. Until
 * {@link #run} a block is mined with each transaction, so that it is set up in no time.
 */
public final class DevelopmentChain implements AutoCloseable {

    private static final long LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final Wei RICHES = Wei.parse("1000000000000000000000000");
    private static final Wei ANY_GAS_PRICE = Wei.of(10_000_000_000_000L);
    private static final Duration RECEIPT_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASK_EVERY = Duration.ofMillis(5);

    /**
     * @param program anvil
     * @param port 0 lets the system choose
     * @param blockTime whole seconds, at least one
     * @param roundBlocks blocks in a round; at least 50, or winners expire before they can be redeemed
     */
    public record Config(Path program, int port, Duration blockTime, long roundBlocks) {

        public static final Duration BLOCK_TIME = Duration.ofSeconds(1);
        public static final long ROUND_BLOCKS = 60;

        private static final long LEAST_ROUND_BLOCKS = 50;

        public Config {
            if (blockTime.toSeconds() < 1 || blockTime.toNanosPart() != 0) {
                throw new IllegalArgumentException("Blocks come after whole seconds, not after " + blockTime);
            }
            if (roundBlocks < LEAST_ROUND_BLOCKS) {
                throw new IllegalArgumentException("A round of " + roundBlocks + " blocks is too short: at less than "
                        + LEAST_ROUND_BLOCKS + " winners expire before they can be redeemed");
            }
        }

        /** On whatever port is free, with the local network's times. */
        public static Config local(Path program) {
            return new Config(program, 0, BLOCK_TIME, ROUND_BLOCKS);
        }
    }

    private final Config config;
    private final Anvil anvil;
    private final HttpClient http;
    private final Genesis genesis;
    private final SerialTransactor owner;
    private final Deployed deployed;
    private final ContractCalls calls;
    private final Contracts contracts;

    private DevelopmentChain(Config config, Anvil anvil, HttpClient http, PrivateKey deployer, NanoTicker ticker) {
        this.config = config;
        this.anvil = anvil;
        this.http = http;
        var endpoint = new HttpEndpoint(http, anvil.url(), LARGEST_ANSWER_BYTES);
        var failover = new FailoverRpc(List.of(endpoint), FailoverConfig.of(Anvil.CHAIN_ID), ticker);
        var rpc = new EthereumRpc(failover, EthereumRpc.WATCHING);
        genesis = new Genesis(failover);
        owner = new SerialTransactor(
                rpc,
                new LocalKey(deployer),
                new SerialTransactor.Config(Anvil.CHAIN_ID, new FeePolicy(ANY_GAS_PRICE), RECEIPT_WITHIN, ASK_EVERY),
                ticker);
        genesis.give(owner.account(), RICHES);
        deployed = Deployment.deploy(owner, Map.of("roundLength", Long.toString(config.roundBlocks())));
        contracts = ContractCalls.find(rpc, deployed.controller());
        calls = new ContractCalls(rpc, new EventReader(contracts));
    }

    /**
     * Starts the program and deploys; a second or two.
     *
     * @param deployer owns the contracts and holds the first tokens
     * @throws IOException when the program does not start, or the port is taken
     * @throws ChainUnavailable when it starts and does not answer
     */
    public static DevelopmentChain start(Config config, PrivateKey deployer, NanoTicker ticker) throws IOException {
        var anvil = Anvil.start(config.program(), new Anvil.Config(Duration.ZERO, 1, config.port()));
        var http = HttpClient.start(ClientConfig.FOR_NODES);
        try {
            return new DevelopmentChain(config, anvil, http, deployer, ticker);
        } catch (RuntimeException unfit) {
            http.close();
            anvil.close();
            throw unfit;
        }
    }

    public URI url() {
        return anvil.url();
    }

    /** Whose key deployed; it has ether and tokens. */
    public EthAddress deployer() {
        return owner.account();
    }

    public Deployed deployed() {
        return deployed;
    }

    /** Sets the account's ether and adds tokens. */
    public void give(EthAddress account, Wei eth, Tokens tokens) {
        genesis.give(account, eth);
        if (!tokens.isZero()) {
            send(contracts.token().transfer(account, tokens));
        }
    }

    /** Mines up to the next round and begins it. Before {@link #run} only. */
    public void nextRound() {
        genesis.mine(config.roundBlocks());
        send(contracts.rounds().initializeRound(calls.ask(contracts.rounds().currentRound())));
    }

    /** From now on a block comes in each block time, and with nothing else. */
    public void run() {
        genesis.mineEvery(config.blockTime());
    }

    private void send(Call call) {
        if (owner.send(call) instanceof Outcome.Reverted<Receipt>(var reason)) {
            throw new IllegalStateException(call.what() + " was refused on a chain of our own: " + reason.reason());
        }
    }

    @Override
    public void close() {
        http.close();
        anvil.close();
    }
}
