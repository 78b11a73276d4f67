package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.abi.ChainEvent.WinningTicketRedeemed;
import io.headrace.ethereum.abi.ChainEvent.WinningTicketTransfer;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.block.BlockChange;
import io.headrace.ethereum.block.BlockWatcher;
import io.headrace.ethereum.dev.Anvil;
import io.headrace.ethereum.dev.AnvilProgram;
import io.headrace.ethereum.dev.Genesis;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import io.headrace.machine.Moment;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a redeemed ticket, with the contracts on a real EVM. Left out on a machine without anvil. */
class JobsPaidOnAnvilTest {

    private static final String DEAR_LADDER = Stream.of("a", "b", "c", "d", "e")
            .map(name -> name + "=256x144@100k:60")
            .collect(Collectors.joining(","));

    private static final int MAX_JOBS_FOR_A_WINNER = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final BlockingQueue<WinningTicketTransfer> transfers = new LinkedBlockingQueue<>();
    private final BlockingQueue<WinningTicketRedeemed> redemptions = new LinkedBlockingQueue<>();

    @Test
    void redeemsAWinnerToTheWei(@TempDir Path folder) throws Exception {
        var program = AnvilProgram.find(System.getenv(), Path.of(""));
        Assumptions.assumeTrue(program.isPresent(), () -> "There is no anvil here: " + AnvilProgram.absent());
        try (var bench = LocalBench.open(folder, new LocalPlan.Money.Anvil(program.orElseThrow()));
                var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            var view = bench.network().view().chain();
            assertThat(view).containsEntry("kind", "anvil");
            var endpoint = new HttpEndpoint(http, URI.create(String.valueOf(view.get("url"))), 1 << 24);
            var rpc = new FailoverRpc(List.of(endpoint), FailoverConfig.of(Anvil.CHAIN_ID), NanoTicker.system());
            try (var _ = watching(new EthereumRpc(rpc, EthereumRpc.WATCHING), controller(view))) {
                long winners = workUntilSomethingWon(bench);

                var paid = awaitTransfers(new Genesis(rpc), winners);

                assertThat(redemptions).hasSize((int) winners);
                everyWeiArrived(bench, bench.network().chain().orElseThrow(), paid);
            }
        }
    }

    private static EthAddress controller(Map<String, Object> view) {
        return EthAddress.parse(
                String.valueOf(((Map<?, ?>) Objects.requireNonNull(view.get("contracts"))).get("controller")));
    }

    private BlockWatcher watching(EthereumRpc rpc, EthAddress controller) {
        var contracts = ContractCalls.find(rpc, new ControllerContract(controller));
        var watcher = BlockWatcher.start(
                rpc, contracts, Duration.ofMillis(100), () -> new Moment(Instant.EPOCH, new SplittableRandom(1)));
        watcher.listenToChanges(this::seen);
        return watcher;
    }

    private void seen(BlockChange change) {
        redemptions.addAll(change.events(WinningTicketRedeemed.class));
        transfers.addAll(change.events(WinningTicketTransfer.class));
    }

    private static long workUntilSomethingWon(LocalBench bench) throws Exception {
        long winners = 0;
        for (int job = 0; job < MAX_JOBS_FOR_A_WINNER && winners == 0; job++) {
            var view = bench.submit(bench.clip(), DEAR_LADDER, Optional.empty());
            assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);
            winners += bench.workingSide(view, Fact.WinnerFound.class).size();
        }
        assertThat(winners).isPositive();
        return winners;
    }

    /** Offers expire forty blocks after they were made: that time is made to pass. */
    private List<WinningTicketTransfer> awaitTransfers(Genesis time, long winners) throws InterruptedException {
        time.mine(41);
        var paid = new ArrayList<WinningTicketTransfer>();
        while (paid.size() < winners) {
            var next = transfers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next)
                    .as("%d of %d winners are redeemed", paid.size(), winners)
                    .isNotNull();
            paid.add(next);
        }
        return paid;
    }

    private static void everyWeiArrived(LocalBench bench, Chain chain, List<WinningTicketTransfer> paid) {
        for (var role : bench.network().orchestrators()) {
            var earned = paid.stream()
                    .filter(each -> each.recipient().equals(role.address()))
                    .map(WinningTicketTransfer::amount)
                    .reduce(Wei.ZERO, Wei::plus);
            assertThat(chain.bonding().standing(role.address()).pendingFees()).isEqualTo(earned);
        }
        var all = paid.stream().map(WinningTicketTransfer::amount).reduce(Wei.ZERO, Wei::plus);
        assertThat(all.isZero()).isFalse();
        assertThat(chain.broker().funds(chain.account()).deposit().plus(all)).isEqualTo(LocalMoney.ONE_ETH);
    }
}
