package io.headrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change a node's money: each one wish to its admin API. */
final class WalletChanges {

    private static final String ETH = "wei in digits, or with a unit: 10gwei, 0.5eth";

    private WalletChanges() {}

    static List<Object> all(MoneyTools tools) {
        return List.of(
                new Deposit(tools),
                new Reserve(tools),
                new Fund(tools),
                new Unlock(tools),
                new CancelUnlock(tools),
                new Withdraw(tools),
                new Transfer(tools));
    }

    @Command(
            name = "deposit",
            description = "Adds to the deposit, which pays winning tickets.",
            mixinStandardHelpOptions = true)
    static final class Deposit implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        @Parameters(paramLabel = "AMOUNT", description = ETH)
        private String amount = "";

        Deposit(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/wallet/fund")
                    .with("deposit", Amount.ofEth(amount))
                    .ask(tools, options);
        }
    }

    @Command(
            name = "reserve",
            description = "Adds to the reserve, of which every orchestrator has a share.",
            mixinStandardHelpOptions = true)
    static final class Reserve implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        @Parameters(paramLabel = "AMOUNT", description = ETH)
        private String amount = "";

        Reserve(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/wallet/fund")
                    .with("reserve", Amount.ofEth(amount))
                    .ask(tools, options);
        }
    }

    @Command(
            name = "fund",
            description = "Adds to deposit and reserve in one transaction.",
            mixinStandardHelpOptions = true)
    static final class Fund implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        @Option(names = "--deposit", required = true, paramLabel = "AMOUNT", description = ETH)
        private String deposit = "";

        @Option(names = "--reserve", required = true, paramLabel = "AMOUNT", description = ETH)
        private String reserve = "";

        Fund(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/wallet/fund")
                    .with("deposit", Amount.ofEth(deposit))
                    .with("reserve", Amount.ofEth(reserve))
                    .ask(tools, options);
        }
    }

    @Command(
            name = "unlock",
            description = "Begins the wait after which deposit and reserve can be withdrawn.",
            mixinStandardHelpOptions = true)
    static final class Unlock implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        Unlock(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/wallet/unlock").ask(tools, options);
        }
    }

    @Command(
            name = "cancel-unlock",
            description = "Keeps deposit and reserve where they are.",
            mixinStandardHelpOptions = true)
    static final class CancelUnlock implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        CancelUnlock(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            return Change.of("/wallet/cancel-unlock").ask(tools, options);
        }
    }

    @Command(
            name = "withdraw",
            description = "Takes deposit and reserve back into the wallet, after the unlock.",
            mixinStandardHelpOptions = true)
    static final class Withdraw implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        @Mixin
        private final Consent consent = new Consent();

        Withdraw(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            consent.demand(
                    tools,
                    "Take the whole deposit and reserve of " + options.admin().node() + " back?");
            return Change.of("/wallet/withdraw").ask(tools, options);
        }
    }

    @Command(
            name = "transfer",
            description = "Sends ether or tokens from the node's wallet to somebody.",
            mixinStandardHelpOptions = true)
    static final class Transfer implements Callable<Integer> {
        private final MoneyTools tools;

        @Mixin
        private final MoneyOptions options = MoneyOptions.ofGateway();

        @Mixin
        private final Consent consent = new Consent();

        @Parameters(index = "0", paramLabel = "ASSET", description = "eth or lpt")
        private Asset asset = Asset.ETH;

        @Parameters(index = "1", paramLabel = "TO", description = "an address, 0x…")
        private String to = "";

        @Parameters(index = "2", paramLabel = "AMOUNT", description = "smallest parts, 10gwei, 0.5eth, 100lpt")
        private String amount = "";

        private enum Asset {
            ETH,
            LPT
        }

        Transfer(MoneyTools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws InterruptedException {
            var parts = asset == Asset.ETH ? Amount.ofEth(amount) : Amount.ofTokens(amount);
            var name = asset == Asset.ETH ? "eth" : "lpt";
            consent.demand(tools, "Send " + amount + " (" + parts + " parts of " + name + ") to " + to + " for good?");
            return Change.of("/wallet/transfer")
                    .with("asset", name)
                    .with("to", to)
                    .with("amount", parts)
                    .ask(tools, options);
        }
    }
}
