package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.node.chain.DevelopmentChain;
import io.headrace.node.chain.EthereumAccess;
import io.headrace.node.chain.EthereumSettings;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.local.ReadyFile;
import io.headrace.node.role.NodeBase;
import io.headrace.node.settlement.RoundKeeper;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A development chain with the protocol's contracts, that stays until it is asked to end. Its rounds begin by themselves. */
@Command(
        name = "chain",
        description = "Runs a development chain with the protocol's contracts on it.",
        mixinStandardHelpOptions = true)
public final class ChainCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Option(
            names = "--port",
            defaultValue = "8545",
            description = "JSON-RPC, on loopback; 0 for any (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--block-time",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "between two blocks (default: ${DEFAULT-VALUE})")
    private int blockSeconds;

    @Option(
            names = "--round-length",
            paramLabel = "BLOCKS",
            defaultValue = "60",
            description = "in a round, 50 at least (default: ${DEFAULT-VALUE})")
    private long roundBlocks;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "keeps the key that deploys, so that addresses are the same each time")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    @Option(names = "--ready-file", paramLabel = "FILE", description = "the same document, written when the chain runs")
    private Optional<Path> readyFile = Optional.empty();

    public ChainCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The chain and what looks after its rounds. */
    private record Running(DevelopmentChain chain, EthereumAccess access, RoundKeeper rounds) {
        void close() {
            rounds.close();
            access.close();
            chain.close();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var running = start(new NodeBase());
        var over = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    running.close();
                    over.countDown();
                }));
        var document = document(running);
        if (readyFile.isPresent()) {
            ReadyFile.write(readyFile.get(), document);
        }
        if (json) {
            JsonOutput.print(System.out, document);
        } else {
            tell(running);
        }
        over.await();
        return ExitCode.DONE.code();
    }

    private Running start(NodeBase base) throws IOException {
        var root = data.map(DataDirectory::new)
                .orElseGet(() -> DataDirectory.standard(environment).of("chain"));
        var deployer = root.created().key(base.secrets());
        var chain = DevelopmentChain.start(config(), deployer, base.ticker());
        try {
            chain.nextRound();
            chain.run();
            var settings = EthereumSettings.development(
                    chain.url(), chain.deployed().controller().at());
            var access = EthereumAccess.open(settings, base.host(), base.ticker());
            var asDeployer = access.as(new LocalKey(deployer)).orElseThrow().chain();
            return new Running(chain, access, RoundKeeper.start(base.host(), asDeployer, Duration.ZERO, Wei.ZERO));
        } catch (RuntimeException unfit) {
            chain.close();
            throw unfit;
        }
    }

    private DevelopmentChain.Config config() {
        try {
            return new DevelopmentChain.Config(
                    AnvilChoice.find(environment), port, Duration.ofSeconds(blockSeconds), roundBlocks);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailed(ExitCode.WRONG_USE, String.valueOf(wrong.getMessage()));
        }
    }

    private Map<String, Object> document(Running running) {
        var document = new LinkedHashMap<String, Object>();
        document.put("pid", ProcessHandle.current().pid());
        document.put("url", running.chain().url().toString());
        document.put("chainId", running.access().chainId());
        document.put("controller", running.chain().deployed().controller().at().toString());
        document.put("contracts", running.access().addresses());
        document.put("faucet", faucet(running));
        document.put("deployer", running.chain().deployer().toString());
        document.put("blockTime", blockSeconds);
        document.put("roundLength", roundBlocks);
        return document;
    }

    private static String faucet(Running running) {
        return running.chain().deployed().of("LivepeerTokenFaucet").toString();
    }

    private void tell(Running running) {
        var out = System.out;
        var url = running.chain().url();
        out.println(
                "A chain runs at " + url + ", id " + running.access().chainId() + " (Ctrl-C ends it). Its contracts:");
        running.access().addresses().forEach((name, address) -> out.printf("  %-16s %s%n", name, address));
        out.println("Anybody's ether is what is asked for, and so are its tokens:");
        out.println("  curl -H 'content-type: application/json' -d '{\"jsonrpc\":\"2.0\",\"id\":1,"
                + "\"method\":\"anvil_setBalance\",\"params\":[\"ACCOUNT\",\"0xde0b6b3a7640000\"]}' " + url);
        out.println("  curl -H 'content-type: application/json' -d '{\"jsonrpc\":\"2.0\",\"id\":1,"
                + "\"method\":\"anvil_dealERC20\",\"params\":[\"ACCOUNT\",\""
                + running.access().contracts().token().at() + "\",\"0x3635c9adc5dea00000\"]}' " + url);
        out.println("The faucet at " + faucet(running) + " gives ten tokens an hour to whoever calls request().");
        out.println("A network on it:\n  headrace up --chain " + url + " --controller "
                + running.chain().deployed().controller().at());
        out.flush();
    }
}
