package io.headrace.benchmarks;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.TicketBroker;
import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.chain.transaction.Trouble;
import io.headrace.ethereum.account.DurableTransactor;
import io.headrace.ethereum.account.Spending;
import io.headrace.ethereum.account.TransactionListener;
import io.headrace.ethereum.dev.Anvil;
import io.headrace.ethereum.dev.AnvilProgram;
import io.headrace.ethereum.dev.FundedChain;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.store.Database;
import io.headrace.store.SqliteTransactionStore;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * How fast winners become money on a real chain with a block a second, when the preferred endpoint fails every other
 * request and the second one is good: each redemption is stored in a file, sent, and believed with one block on top.
 * What counts more than the pace is that none is lost and none is paid twice. Optional argument: how many winners.
 */
final class RedeemBench implements TransactionListener {

    private static final int WINNERS = 1_000;
    private static final int MOST_WINNERS = 9_000;
    private static final Wei FACE_VALUE = Wei.of(1_000_000_000_000_000L);
    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 20;

    private static final TransactionLimits LIMITS = new TransactionLimits(
            Wei.of(1_000_000_000_000L), Duration.ofSeconds(30), 3, 1, 64, MOST_WINNERS, Duration.ofMinutes(30));

    private final FundedChain chain;
    private final List<WinningTicket> winners;
    private final ConcurrentHashMap<Incident, AtomicLong> incidents = new ConcurrentHashMap<>();
    private final AtomicLong retried = new AtomicLong();

    private RedeemBench(FundedChain chain, int winners) {
        this.chain = chain;
        this.winners = LongStream.rangeClosed(1, winners)
                .mapToObj(nonce -> chain.winner(nonce, FACE_VALUE))
                .toList();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int winners = arguments.length > 0 ? Integer.parseInt(arguments[0]) : WINNERS;
        if (winners < 1 || winners > MOST_WINNERS) {
            throw new IllegalArgumentException("The deposit backs 1 to " + MOST_WINNERS + " winners, not " + winners);
        }
        var anvil = AnvilProgram.find(System.getenv(), Path.of(""))
                .orElseThrow(() -> new IllegalStateException("There is no anvil here: " + AnvilProgram.absent()));
        var folder = Files.createTempDirectory("redeem-bench");
        try (var chain = FundedChain.start(anvil);
                var proxy = new FailingProxy(chain.dev.url())) {
            chain.dev.genesis.mineEvery(BLOCK_TIME);
            new RedeemBench(chain, winners).measure(folder, proxy);
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(Path folder, FailingProxy proxy) throws InterruptedException {
        var key = new LocalKey(FundedChain.RECIPIENT);
        long sentBefore = chain.dev.rpc.nonce(key.address(), BlockId.LATEST);
        try (var http = HttpClient.start(ClientConfig.FOR_NODES);
                var host = new ThreadHost(InstantSource.system(), new Random());
                var database = Database.open(folder.resolve("db"));
                var transactor = DurableTransactor.open(
                        new DurableTransactor.Ports(
                                rpc(http, proxy.url()),
                                key,
                                new SqliteTransactionStore(database, key.address()),
                                chain.dev.watcher,
                                Spending.UNLIMITED,
                                this,
                                host),
                        new DurableTransactor.Config(Anvil.CHAIN_ID, LIMITS, BLOCK_TIME, 32))) {
            long begun = System.nanoTime();
            redeemAll(chain.dev.through(transactor).broker());
            double seconds = (System.nanoTime() - begun) / 1e9;
            report(seconds, chain.dev.rpc.nonce(key.address(), BlockId.LATEST) - sentBefore, proxy.requests());
        }
    }

    private EthereumRpc rpc(HttpClient http, URI failing) {
        long answerBytes = 16L * 1024 * 1024;
        var endpoints = List.of(
                new HttpEndpoint(http, failing, answerBytes), new HttpEndpoint(http, chain.dev.url(), answerBytes));
        return new EthereumRpc(
                new FailoverRpc(endpoints, FailoverConfig.of(Anvil.CHAIN_ID), NanoTicker.system()),
                EthereumRpc.WATCHING);
    }

    private void redeemAll(TicketBroker broker) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(winners.stream()
                    .map(winner -> Executors.callable(() -> redeem(broker, winner)))
                    .toList());
        }
    }

    /** As a redemption queue does: what could not be asked for is asked for again. */
    private void redeem(TicketBroker broker, WinningTicket winner) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                if (broker.redeem(winner) instanceof Outcome.Reverted<Wei>(var reason)) {
                    System.err.println(winner + " was refused: " + reason.reason());
                }
                return;
            } catch (ChainUnavailable failure) {
                retried.incrementAndGet();
            }
        }
        System.err.println(winner + " was given up");
    }

    private void report(double seconds, long transactions, long requests) {
        long used = winners.stream().filter(chain::used).count();
        var spent = FundedChain.DEPOSIT.minus(chain.deposit());
        long paid = spent.amount().divide(FACE_VALUE.amount()).longValueExact();
        double pace = used / seconds;
        System.out.printf(
                Locale.ROOT,
                "%d winners, a block a second, one block on top, %d in flight%n"
                        + "  %.1f redemptions per second, %.1f s in all%n"
                        + "  lost %d, doubled %d; %d transactions%n"
                        + "  the failing endpoint was asked %d times; asked again %d times; %s%n",
                winners.size(),
                LIMITS.maxInFlight(),
                pace,
                seconds,
                winners.size() - used,
                paid - used,
                transactions,
                requests,
                retried.get(),
                incidents);
        var against = new LinkedHashMap<String, Double>();
        against.put("wallSeconds", seconds);
        against.put("lost", (double) (winners.size() - used));
        against.put("doubled", (double) (paid - used));
        against.put("transactions", (double) transactions);
        new Figure("redeem", pace, "redemptions/s", OptionalDouble.empty(), against).print("redeem");
    }

    @Override
    public void counted(Incident incident) {
        incidents.computeIfAbsent(incident, _ -> new AtomicLong()).incrementAndGet();
    }

    @Override
    public void troubled(Transaction transaction, Trouble trouble) {
        System.err.println(transaction.id() + ": " + trouble.message());
    }
}
