package io.headrace.node.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.account.FeePolicy;
import io.headrace.ethereum.account.SerialTransactor;
import io.headrace.ethereum.dev.Anvil;
import io.headrace.ethereum.dev.AnvilProgram;
import io.headrace.ethereum.dev.Deployment;
import io.headrace.ethereum.dev.Genesis;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.ethereum.rpc.JsonRpc;
import io.headrace.ethereum.rpc.Question;
import io.headrace.ledger.CoverRule;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * One anvil for a class of tests, with the protocol's contracts on it once for each cover rule. Whatever a test does to
 * it is taken back before the next.
 */
final class AnvilHost implements AutoCloseable {

    private static final PrivateKey OWNER = Cast.key(1_000);
    private static final int RESPONSE_BYTES = 16 * 1024 * 1024;

    private final Anvil anvil;
    private final HttpClient http;
    private final JsonRpc json;
    private final Map<CoverRule, Contracts> contracts = new EnumMap<>(CoverRule.class);
    final EthereumRpc rpc;
    final Genesis genesis;
    private String snapshot = "";

    private AnvilHost(Anvil anvil) {
        this.anvil = anvil;
        this.http = HttpClient.start(ClientConfig.FOR_NODES);
        var endpoint = new HttpEndpoint(http, anvil.url(), RESPONSE_BYTES);
        var failover = new FailoverRpc(List.of(endpoint), FailoverConfig.of(Anvil.CHAIN_ID), NanoTicker.system());
        this.json = failover;
        this.rpc = new EthereumRpc(failover, EthereumRpc.CALLING);
        this.genesis = new Genesis(failover);
    }

    /** Leaves the test out, and says why, on a machine without anvil. */
    static AnvilHost startOrSkip() {
        var program = AnvilProgram.find(System.getenv(), Path.of(""));
        Assumptions.assumeTrue(program.isPresent(), () -> "There is no anvil here: " + AnvilProgram.absent());
        try {
            return prepared(new AnvilHost(Anvil.start(program.orElseThrow(), new Anvil.Config(Duration.ZERO, 1))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static AnvilHost prepared(AnvilHost host) {
        try {
            host.prepare();
            return host;
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    private void prepare() {
        ask("anvil_setNextBlockBaseFeePerGas", "0x0");
        genesis.mine(1);
        for (var rule : CoverRule.values()) {
            contracts.put(rule, deployed(rule));
        }
        Cast.ALL.forEach(who -> genesis.give(who.address(), Cast.WEALTH));
        snapshot = ask("evm_snapshot").stringValue();
    }

    private Contracts deployed(CoverRule rule) {
        var owner = transactor(OWNER);
        var parameters = Map.of(
                "roundLength", Long.toString(TestChain.ROUND_LENGTH),
                "unlockPeriod", Long.toString(TestChain.UNLOCK_PERIOD),
                "ticketValidityPeriod", Long.toString(TestChain.TICKET_VALIDITY),
                "poolMaxSize", Integer.toString(TestChain.MAX_POOL),
                "requiresFullCover", Boolean.toString(rule == CoverRule.FULL_COVER));
        var found = ContractCalls.find(rpc, Deployment.deploy(owner, parameters).controller());
        Cast.ALL.forEach(who -> owner.send(found.token().transfer(who.address(), Cast.TOKENS)));
        return found;
    }

    /** The chain as it was when the contracts had been deployed, in a round that was just begun. */
    AnvilTestChain open(CoverRule rule) {
        ask("evm_revert", snapshot);
        snapshot = ask("evm_snapshot").stringValue();
        var chain = new AnvilTestChain(this, contracts(rule));
        chain.mineToNextRound();
        chain.as(Cast.FOURTH).rounds().initialize();
        return chain;
    }

    private Contracts contracts(CoverRule rule) {
        var found = contracts.get(rule);
        if (found == null) {
            throw new IllegalStateException("Nothing was deployed for " + rule);
        }
        return found;
    }

    /** Gas costs nothing here, so that what a wallet holds is exact. */
    SerialTransactor transactor(PrivateKey of) {
        return new SerialTransactor(
                rpc,
                new LocalKey(of),
                new SerialTransactor.Config(
                        Anvil.CHAIN_ID, new FeePolicy(Wei.ZERO), Duration.ofSeconds(20), Duration.ofMillis(2)),
                NanoTicker.system());
    }

    SerialTransactor owner() {
        return transactor(OWNER);
    }

    /** Writes past a contract into its memory. */
    void write(EthAddress contract, Hash256 slot, Hash256 value) {
        ask("anvil_setStorageAt", contract.toString(), slot.toString(), value.toString());
    }

    private JsonNode ask(String method, Object... parameters) {
        return json.ask(Question.of(method, answer -> answer, parameters), EthereumRpc.WATCHING);
    }

    @Override
    public void close() {
        http.close();
        anvil.close();
    }
}
