package io.headrace.node.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminParts;
import io.headrace.admin.AdminServer;
import io.headrace.admin.AdminToken;
import io.headrace.admin.Drainable;
import io.headrace.admin.NodeStatus;
import io.headrace.admin.WalletStatement;
import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Witnesses;
import io.headrace.admin.money.MoneyParts;
import io.headrace.chain.Chain;
import io.headrace.chain.Tokens;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.cli.CommandFailed;
import io.headrace.cli.MoneyCommands;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.Holding;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.ledger.OrchestratorAccount;
import io.headrace.ledger.SenderAccount;
import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node of which only the money is real: a ledger, the desk before it, an admin server, and the commands. */
final class DeskBench implements AutoCloseable {

    static final PrivateKey GATEWAY = key(1);
    static final PrivateKey ORCHESTRATOR = key(2);
    static final PrivateKey NEWCOMER = key(3);
    static final PrivateKey FRIEND = key(4);
    static final Wei ETH = Wei.parse("1000000000000000000");
    static final long ROUND = 50;

    /** Ten ether of transactions in an hour. */
    static final SpendCaps CAPS =
            new SpendCaps(SpendCaps.USUAL.tickets(), SpendCaps.ofTransactions(Credit.of(ETH.times(10))));

    private static final AdminToken TOKEN = new AdminToken("0123456789abcdef0123456789abcdef");

    final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1).withRoundLength(ROUND), Signatures::signedBy),
            new Genesis(List.of(
                    new Genesis.Allocation(GATEWAY.address(), ETH.times(100), Tokens.whole(5), Tokens.ZERO),
                    new Genesis.Allocation(ORCHESTRATOR.address(), ETH, Tokens.ZERO, Tokens.whole(500)),
                    new Genesis.Allocation(NEWCOMER.address(), ETH, Tokens.whole(300), Tokens.ZERO))));
    final Path data;
    private final AtomicInteger names = new AtomicInteger();
    private final Database database;
    private final AdminServer admin;

    private DeskBench(Path data, PrivateKey who, BiFunction<MoneyDesk, Chain, MoneyParts> parts) throws IOException {
        this.data = data;
        Files.writeString(data.resolve("admin.token"), TOKEN.text());
        var desk = MoneyDesk.open(CAPS, new DataDirectory(data), () -> Instant.EPOCH);
        database = Database.open(data.resolve("journal.db"));
        var chain = desk.guarding(ledger.as(who.address()));
        var journal = new SqliteJournal(database);
        admin = AdminServer.start(
                AdminConfig.local(0, TOKEN),
                new AdminParts(
                                () -> status(who),
                                journal,
                                new JournalJoin(journal, Witnesses.NONE, () -> Instant.EPOCH),
                                () -> Optional.of(WalletStatement.of(chain)),
                                new AtRest())
                        .changing(Optional.of(parts.apply(desk, chain))));
    }

    static DeskBench ofGateway(Path data) throws IOException {
        return new DeskBench(data, GATEWAY, MoneyDesk::ofGateway);
    }

    static DeskBench ofOrchestrator(Path data, PrivateKey who) throws IOException {
        return new DeskBench(
                data,
                who,
                (desk, chain) -> desk.ofOrchestrator(
                        chain, LivePrice.open(new DataDirectory(data), Price.of(1_200, 1), () -> 1)));
    }

    static PrivateKey key(int number) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(number)));
    }

    static SpendLimits limits(long each) {
        return SpendCaps.ofTransactions(Credit.of(each));
    }

    /** What came of a command line. */
    record Typed(int exitCode, String out, String err) {
        JsonNode document() {
            return new JsonMapper().readTree(out);
        }
    }

    Typed wallet(String... arguments) {
        return typed(commands -> commands.wallet(), arguments);
    }

    Typed orchestrator(String... arguments) {
        return typed(commands -> commands.under(new CommandLine(new Role())), arguments);
    }

    private Typed typed(Function<MoneyCommands, CommandLine> root, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var before = System.out;
        var errBefore = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            var line = root.apply(new MoneyCommands(data, () -> "change-" + names.incrementAndGet()));
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setExecutionExceptionHandler((failure, _, _) -> {
                if (failure instanceof CommandFailed failed) {
                    System.err.println(failed.getMessage());
                    return failed.exitCode().code();
                }
                throw failure;
            });
            var all = new ArrayList<>(List.of(arguments));
            all.addAll(1, List.of("--admin", "http://127.0.0.1:" + admin.port(), "--json"));
            int exit = line.execute(all.toArray(String[]::new));
            return new Typed(exit, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(errBefore);
        }
    }

    void nextRounds(int rounds) {
        ledger.advance(rounds * ROUND);
    }

    @CommandLine.Command(name = "orchestrator")
    private static final class Role {}

    private record AtRest() implements Drainable {
        @Override
        public void begin(Duration within) {}

        @Override
        public boolean undo() {
            return true;
        }

        @Override
        public boolean draining() {
            return false;
        }

        @Override
        public Left left() {
            return Left.NOTHING;
        }
    }

    private static NodeStatus status(PrivateKey who) {
        return new NodeStatus("gateway", "tester", who.address(), 1, Duration.ZERO, new NodeStatus.Work(0, 0, 0, 0));
    }

    @Override
    public void close() {
        admin.close();
        database.close();
    }

    Holding holding(EthAddress account) {
        return Objects.requireNonNull(ledger.state().holdings().get(account));
    }

    OrchestratorAccount orchestrator(EthAddress account) {
        return Objects.requireNonNull(ledger.state().orchestrators().get(account));
    }

    SenderAccount sender(EthAddress account) {
        return Objects.requireNonNull(ledger.state().senders().get(account));
    }
}
