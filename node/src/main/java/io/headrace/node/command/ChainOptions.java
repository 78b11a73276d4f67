package io.headrace.node.command;

import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.crypto.EthAddress;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.EthereumAccess;
import io.headrace.node.chain.EthereumSettings;
import io.headrace.node.chain.KnownNetwork;
import io.headrace.node.chain.ServedLedger;
import io.headrace.node.chain.SettlementTerms;
import io.headrace.node.role.NodeBase;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.RedemptionCostRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** On which chain a role settles: a real one, the ledger of a local network, or none. */
final class ChainOptions {

    /** Blocks after which a redemption is believed: a minute or more on the networks there are. */
    private static final int CONFIRMATIONS = 6;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Option(names = "--ledger", paramLabel = "URL", description = "the chain of a local network")
    private Optional<URI> ledger = Optional.empty();

    @Option(names = "--ledger-token-file", paramLabel = "FILE", description = "what the ledger wants to be shown")
    private Optional<Path> ledgerToken = Optional.empty();

    @Option(
            names = {"--eth-url", "-ethUrl"},
            paramLabel = "URL",
            split = ",",
            description = "a JSON-RPC endpoint of the chain, repeatable, the preferred one first; without it no money")
    private List<URI> endpoints = List.of();

    @Option(
            names = {"--network", "-network"},
            paramLabel = "NAME",
            description = "arbitrum-one: its chain id and controller")
    private Optional<String> network = Optional.empty();

    @Option(
            names = {"--controller", "-ethController"},
            paramLabel = "ADDRESS",
            description = "the protocol's controller, which knows the other contracts")
    private Optional<String> controller = Optional.empty();

    @Option(
            names = {"--max-gas-price", "-maxGasPrice"},
            paramLabel = "WEI",
            defaultValue = "0",
            description = "the most wei per gas; what costs more waits (default: no limit)")
    private String maxGasPrice = "0";

    @Option(
            names = {"--transaction-timeout", "-transactionTimeout"},
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "after which a transaction that is in no block is replaced (default: ${DEFAULT-VALUE})")
    private long transactionTimeout = 300;

    @Option(
            names = {"--max-transaction-replacements", "-maxTransactionReplacements"},
            paramLabel = "N",
            defaultValue = "1",
            description = "how often one is replaced, each time at 11 %% more (default: ${DEFAULT-VALUE})")
    private int maxReplacements = 1;

    @Option(names = "--development-chain", hidden = true, description = "money of no worth: winners come often")
    private boolean developmentChain;

    /**
     * Reaches for the chain that the options name.
     *
     * @throws CommandFailed when they contradict each other
     * @throws io.headrace.chain.ChainUnavailable when it is not there, or is another one
     */
    ChainAccess open(NodeBase base) {
        if (!endpoints.isEmpty()) {
            if (ledger.isPresent()) {
                throw wrong("--ledger and --eth-url name two chains; a node settles on one");
            }
            return EthereumAccess.open(ethereum(), base.host(), base.ticker());
        }
        return ledger.<ChainAccess>map(url -> ServedLedger.open(url, ledgerToken.orElse(Path.of("ledger.token"))))
                .orElseGet(ChainAccess.Off::new);
    }

    /** Whether only its operator registers there: a local network's chain, or one that the network does not know. */
    boolean isOwn() {
        return network.isEmpty();
    }

    /** The most wei per gas; zero for no limit. */
    Wei maxGasPrice() {
        return parsed("--max-gas-price", maxGasPrice);
    }

    private EthereumSettings ethereum() {
        var known = network.map(ChainOptions::known);
        var at = controller
                .map(ChainOptions::address)
                .or(() -> known.map(KnownNetwork::controller))
                .orElseThrow(() -> wrong("--eth-url needs --network NAME, or --controller ADDRESS for another chain"));
        if (developmentChain) {
            return EthereumSettings.development(endpoints.getFirst(), at);
        }
        long redeemGas = known.map(KnownNetwork::redeemGas).orElse(RedemptionCostRule.REDEEM_GAS_ELSEWHERE);
        return new EthereumSettings(
                endpoints,
                at,
                known.map(each -> OptionalLong.of(each.chainId())).orElse(OptionalLong.empty()),
                sending(),
                SettlementTerms.ofNetwork(redeemGas, maxGasPrice(), CONFIRMATIONS),
                LOOK_EVERY);
    }

    private TransactionLimits sending() {
        var usual = TransactionLimits.under(maxGasPrice().isZero() ? EthereumSettings.NO_CEILING : maxGasPrice());
        return new TransactionLimits(
                usual.ceiling(),
                Duration.ofSeconds(transactionTimeout),
                maxReplacements,
                usual.confirmations(),
                usual.maxInFlight(),
                usual.maxWaiting(),
                usual.longestHold());
    }

    private static KnownNetwork known(String name) {
        return KnownNetwork.named(name)
                .orElseThrow(() -> wrong("No network is known as '" + name + "', only " + KnownNetwork.names()
                        + "; name another by --controller ADDRESS"));
    }

    static EthAddress address(String text) {
        try {
            return EthAddress.parse(text);
        } catch (IllegalArgumentException noAddress) {
            throw wrong("'" + text + "' is no address of 0x and 40 hexadecimal digits");
        }
    }

    static Wei parsed(String option, String text) {
        try {
            return Wei.parse(text);
        } catch (IllegalArgumentException noAmount) {
            throw wrong(option + " takes a number of wei, not '" + text + "'");
        }
    }

    private static CommandFailed wrong(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }
}
