package io.headrace.ethereum.dev;

import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.EthereumChain;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.account.FeePolicy;
import io.headrace.ethereum.account.SerialTransactor;
import io.headrace.ethereum.account.Transactor;
import io.headrace.ethereum.block.BlockWatcher;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.machine.Moment;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** A real chain with the protocol's contracts on it, a block for each transaction, for tests. */
public final class DevChain implements AutoCloseable {

    /** Blocks are looked for so often. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Anvil anvil;
    private final HttpClient http;
    public final EthereumRpc rpc;
    public final Genesis genesis;
    public final Contracts contracts;
    public final BlockWatcher watcher;
    private final SerialTransactor owner;

    private DevChain(Anvil anvil, long roundBlocks) {
        this.anvil = anvil;
        this.http = HttpClient.start(ClientConfig.FOR_NODES);
        var endpoint = new HttpEndpoint(http, anvil.url(), 16 * 1024 * 1024);
        var failover = new FailoverRpc(List.of(endpoint), FailoverConfig.of(Anvil.CHAIN_ID), NanoTicker.system());
        this.rpc = new EthereumRpc(failover, EthereumRpc.CALLING);
        this.genesis = new Genesis(failover);
        this.owner = transactor(key(1));
        genesis.give(owner.account(), ether(1_000));
        var deployed = Deployment.deploy(owner, Map.of("roundLength", Long.toString(roundBlocks)));
        this.contracts = ContractCalls.find(rpc, deployed.controller());
        this.watcher = BlockWatcher.start(rpc, contracts, LOOK_EVERY, () -> new Moment(Instant.EPOCH, new Random(1)));
    }

    /** With rounds of sixty blocks. Leaves the test out, and says why, on a machine without anvil. */
    public static DevChain startOrSkip() throws IOException {
        return start(programOrSkip(), 60);
    }

    public static DevChain start(Path program, long roundBlocks) throws IOException {
        return new DevChain(Anvil.start(program, new Anvil.Config(Duration.ZERO, 1)), roundBlocks);
    }

    static Path programOrSkip() {
        var program = AnvilProgram.find(System.getenv(), Path.of(""));
        Assumptions.assumeTrue(program.isPresent(), () -> "There is no anvil here: " + AnvilProgram.absent());
        return program.orElseThrow();
    }

    /** The chain as the account of this key sees it, with money in its wallet. */
    public EthereumChain as(PrivateKey key) {
        genesis.give(key.address(), ether(100));
        return through(transactor(key));
    }

    /** The chain as the account of this transactor sees it. */
    public EthereumChain through(Transactor transactor) {
        return new EthereumChain(new ContractCalls(rpc, new EventReader(contracts)), contracts, transactor, watcher);
    }

    /** Where anvil listens. */
    public URI url() {
        return anvil.url();
    }

    public void giveTokens(PrivateKey to, Tokens amount) {
        owner.send(contracts.token().transfer(to.address(), amount));
    }

    private SerialTransactor transactor(PrivateKey key) {
        return new SerialTransactor(
                rpc,
                new LocalKey(key),
                new SerialTransactor.Config(
                        Anvil.CHAIN_ID,
                        new FeePolicy(Wei.of(1_000_000_000_000L)),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(10)),
                NanoTicker.system());
    }

    public static PrivateKey key(long number) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(number)));
    }

    public static Wei ether(long whole) {
        return new Wei(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(whole)));
    }

    @Override
    public void close() {
        watcher.close();
        http.close();
        anvil.close();
    }
}
