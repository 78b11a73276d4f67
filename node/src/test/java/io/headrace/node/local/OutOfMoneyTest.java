package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.discovery.Reach;
import io.headrace.gateway.run.RunView;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Explaining;
import io.headrace.journal.Explanation;
import io.headrace.journal.Fact;
import io.headrace.ledger.Command;
import io.headrace.ledger.LedgerStep;
import io.headrace.ledger.LocalLedger;
import io.headrace.media.LadderText;
import io.headrace.media.request.ClipShape;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.payments.Wei;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger's gateway on a local network's chain: it finds the orchestrators there, and its winners are paid out of a
 * deposit that holds one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutOfMoneyTest {

    /** Dear for its size, so that a winner is likely before its end. */
    private static final String DEAR_LADDER = Stream.of("a", "b", "c", "d", "e")
            .map(name -> name + "=256x144@100k:60")
            .collect(Collectors.joining(","));

    private static final Duration CLIP = Duration.ofSeconds(20);
    private static final int MAX_JOBS_FOR_A_WINNER = 10;
    private static final long BLOCKS_UNTIL_AN_OFFER_EXPIRES = 41;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What a winner of the local network is paid. */
    private static final Wei ONE_WINNER = LocalMoney.TICKET_VALUE.times(10);

    private final NodeBase base = new NodeBase();
    private LocalBench bench;
    private Path clip;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        bench = LocalBench.open(folder, LocalPlan.Money.LEDGER);
        clip = folder.resolve("long.mp4");
        bench.network().gateway().makeClip(clip, ClipShape.of(320, 180, 15, CLIP));
    }

    @AfterAll
    void close() {
        bench.close();
        base.close();
    }

    @Test
    void findsAllThreeOnChainAndIsFundedInMidJob() throws Exception {
        try (var gateway = stranger("funded", ONE_WINNER, Duration.ofMinutes(1))) {
            var view = drained(gateway);

            await(() -> view.waiting().isPresent());
            assertThat(view.waiting())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("waiting for money: deposit 0 wei, needs " + ONE_WINNER)
                            .contains("headrace wallet fund"));

            give(gateway.address(), LocalMoney.ONE_ETH, Wei.ZERO);
            ledger().advance(1);

            assertThat(end(view)).isInstanceOf(Outcome.Completed.class);
            var story = story(gateway, view);
            assertThat(story.transitions())
                    .filteredOn(line -> line.segment().isEmpty())
                    .extracting(Explanation.TransitionLine::to)
                    .containsSubsequence("Drained", "Discovering", "SessionEstablished", "Completed", "end");
            assertThat(story.candidates())
                    .extracting(Explanation.CandidateLine::orchestrator)
                    .containsExactlyInAnyOrderElementsOf(bench.network().orchestrators().stream()
                            .map(OrchestratorRole::address)
                            .map(EthAddress::toString)
                            .toList());
        }
    }

    @Test
    void failsWithWhatIsMissingWhenNobodyFundsIt() throws Exception {
        try (var gateway = stranger("poor", Wei.ZERO, Duration.ofSeconds(2))) {
            var view = submit(gateway);

            assertThat(end(view))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS));
            assertThat(view.problem())
                    .hasValueSatisfying(why -> assertThat(why).contains("deposit 0 wei, needs " + ONE_WINNER));
            assertThat(story(gateway, view).remarks())
                    .extracting(Explanation.RemarkLine::sentence)
                    .anyMatch(sentence -> sentence.startsWith("waiting for money"));
        }
    }

    /** The first job of this gateway that stands still for want of money, after a winner took its deposit. */
    private RunView drained(GatewayRole gateway) throws Exception {
        for (int job = 0; job < MAX_JOBS_FOR_A_WINNER; job++) {
            var view = submit(gateway);
            while (view.outcome().isEmpty()) {
                if (view.state().equals("Drained")) {
                    return view;
                }
                if (!bench.workingSide(view, Fact.WinnerFound.class).isEmpty()) {
                    ledger().advance(BLOCKS_UNTIL_AN_OFFER_EXPIRES);
                }
                view.awaitEnd(200, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError("No job of " + MAX_JOBS_FOR_A_WINNER + " ran out of money");
    }

    /** Knows nobody, and has no wealth but what it is given. */
    private GatewayRole stranger(String name, Wei deposit, Duration grace) throws Exception {
        var data = new DataDirectory(bench.folder().resolve(name)).created();
        var address = data.key(base.secrets()).address();
        give(address, deposit, LocalMoney.ONE_ETH);
        return GatewayRole.start(
                new GatewaySettings(
                        data,
                        0,
                        0,
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        LiveSettings.open(0),
                        Path.of("target", "natives").toAbsolutePath(),
                        Wei.ZERO,
                        Wei.ZERO,
                        grace,
                        Reach.ANYWHERE,
                        Optional.empty()),
                base,
                bench.network().access(),
                new LocalKey(data.key(base.secrets())));
    }

    /** From the wealth of the network's own gateway, as anybody may. */
    private void give(EthAddress sender, Wei deposit, Wei reserve) {
        var giver = bench.network().gateway().address();
        var step = ledger().apply(new Command.Fund(giver, sender, deposit.plus(reserve), deposit, reserve));
        assertThat(step).isInstanceOf(LedgerStep.Applied.class);
    }

    private RunView submit(GatewayRole gateway) throws Exception {
        try (var bytes = Files.newInputStream(clip)) {
            return gateway.gateway()
                    .submit(new Gateway.Submission("long.mp4", LadderText.parse(DEAR_LADDER), Optional.empty()), bytes);
        }
    }

    private LocalLedger ledger() {
        return bench.network().ledger().orElseThrow();
    }

    private static Explanation story(GatewayRole gateway, RunView view) {
        var id = new JobId(view.order().id());
        return Explaining.explain(id, gateway.journal().read(id), Map.of()).orElseThrow();
    }

    private static Outcome end(RunView view) throws InterruptedException {
        assertThat(view.awaitEnd(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the job ends; it is %s", view.state())
                .isTrue();
        return view.outcome().orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
