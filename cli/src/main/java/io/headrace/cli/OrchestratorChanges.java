package io.headrace.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of an orchestrator's operator: each one wish to the node's admin API. */
final class OrchestratorChanges {

    private OrchestratorChanges() {}

    static List<Object> all(MoneyTools tools) {
        return List.of(
                new Register(tools),
                new Reward(tools),
                new SetPrice(tools),
                new SetUri(tools),
                new Earnings(tools),
                new WithdrawFees(tools),
                new Unbond(tools),
                new WithdrawStake(tools));
    }

    @Command(
            name = "register",
            description = "Brings stake, address and commission to these values; what is so already is left.",
            mixinStandardHelpOptions = true)
    static final class Register implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Option(names = "--bond", required = true, paramLabel = "AMOUNT", description = "the whole stake: 1000lpt")
        private String bond = "";

        @Option(names = "--uri", required = true, paramLabel = "URI", description = "where gateways come: https://…")
        private String uri = "";

        @Option(
                names = "--reward-cut",
                paramLabel = "PERCENT",
                defaultValue = "0",
                description = "kept of rewards before they are shared by stake (default: ${DEFAULT-VALUE})")
        private String rewardCut = "";

        @Option(
                names = "--fee-share",
                paramLabel = "PERCENT",
                defaultValue = "0",
                description = "shared of fees by stake (default: ${DEFAULT-VALUE})")
        private String feeShare = "";

        Register(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/register")
                    .with("bond", Amount.ofTokens(bond))
                    .with("uri", uri)
                    .with("rewardCut", Percent.inMillionths(rewardCut))
                    .with("feeShare", Percent.inMillionths(feeShare))
                    .ask(tools, options);
        }
    }

    @Command(name = "reward", description = "Mints this round's reward.", mixinStandardHelpOptions = true)
    static final class Reward implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        Reward(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/reward").ask(tools, options);
        }
    }

    @Command(
            name = "set-price",
            description = "Changes what is asked, at once and for later starts; sessions that paid keep their price.",
            mixinStandardHelpOptions = true)
    static final class SetPrice implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Parameters(paramLabel = "PRICE", description = "wei per unit of work: 1200, 0.3, 1/3, 2gwei")
        private String price = "";

        SetPrice(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/price")
                    .with("price", Amount.ofPrice(price))
                    .ask(tools, options);
        }
    }

    @Command(
            name = "set-uri",
            description = "Publishes where gateways reach the orchestrator.",
            mixinStandardHelpOptions = true)
    static final class SetUri implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Parameters(paramLabel = "URI", description = "https://host:port")
        private String uri = "";

        SetUri(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/uri").with("uri", uri).ask(tools, options);
        }
    }

    @Command(
            name = "earnings",
            description = "Fees, stake, rewards, terms, and stake on its way out.",
            mixinStandardHelpOptions = true)
    static final class Earnings implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        Earnings(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Shown.at("/orchestrator/earnings", tools, options);
        }
    }

    @Command(
            name = "withdraw-fees",
            description = "Moves earned fees into the wallet.",
            mixinStandardHelpOptions = true)
    static final class WithdrawFees implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Parameters(paramLabel = "AMOUNT", arity = "0..1", description = "12345, 10gwei, 0.5eth (default: all)")
        private Optional<String> amount = Optional.empty();

        WithdrawFees(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            var change = Change.of("/orchestrator/withdraw-fees");
            return amount.map(some -> change.with("amount", Amount.ofEth(some)))
                    .orElse(change)
                    .ask(tools, options);
        }
    }

    @Command(
            name = "unbond",
            description = "Takes stake out; it can be withdrawn after the unbonding period.",
            mixinStandardHelpOptions = true)
    static final class Unbond implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Parameters(paramLabel = "AMOUNT", description = "100lpt, or the smallest parts in digits")
        private String amount = "";

        Unbond(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/unbond")
                    .with("amount", Amount.ofTokens(amount))
                    .ask(tools, options);
        }
    }

    @Command(
            name = "withdraw-stake",
            description = "Moves the stake of a lock whose period is over into the wallet.",
            mixinStandardHelpOptions = true)
    static final class WithdrawStake implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofOrchestrator();

        @Parameters(paramLabel = "LOCK", description = "its number, as `orchestrator earnings` lists it")
        private long lock;

        WithdrawStake(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/orchestrator/withdraw-stake")
                    .with("lock", Long.toString(lock))
                    .ask(tools, options);
        }
    }
}
