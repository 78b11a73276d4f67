package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.run.RunView;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Verdict;
import io.headrace.journal.Fact;
import io.headrace.ledger.LedgerEvent;
import io.headrace.node.role.MediaPrograms;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a paid result, over real sockets and with real video. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaidJobsTest {

    /** As many pixels as the tiny clip can be made to cost, so that tickets are many. */
    private static final String DEAR_LADDER = Stream.of("a", "b", "c", "d", "e")
            .map(name -> name + "=256x144@100k:60")
            .collect(Collectors.joining(","));

    private static final int MAX_JOBS_FOR_A_WINNER = 12;

    private final BlockingQueue<LedgerEvent.TicketRedeemed> redeemed = new LinkedBlockingQueue<>();
    private final List<LedgerEvent.TicketPaid> payouts = new ArrayList<>();
    private LocalBench bench;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        bench = LocalBench.open(folder, LocalPlan.Money.LEDGER);
        bench.network().ledger().orElseThrow().onEvent(this::heard);
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void completesAJobWithEveryFrame() throws Exception {
        var view = bench.submitClip();

        assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);
        assertThat(frames(view, 0)).isEqualTo(LocalBench.FRAMES);
        assertThat(frames(view, 1)).isEqualTo(LocalBench.FRAMES);
        var output = view.order().output();
        assertThat(Files.readString(output.resolve("master.m3u8"))).contains("256x144", "192x108", "small/index.m3u8");
        assertThat(Files.readString(output.resolve("small/index.m3u8")).strip()).endsWith("#EXT-X-ENDLIST");
        try (var media = MediaPrograms.open(Path.of("target", "natives").toAbsolutePath(), 1)) {
            for (var name : List.of("small.mp4", "tiny.mp4")) {
                assertThat(LocalBench.duration(media, output.resolve(name)))
                        .isBetween(Duration.ofMillis(5_900), Duration.ofMillis(6_200));
            }
        }
    }

    @Test
    void bothSidesCountTheSameMoney() throws Exception {
        var view = bench.submitClip();
        LocalBench.end(view);

        var sessions = bench.workingSide(view, Fact.AccountCredited.class).stream()
                .map(Fact.AccountCredited::session)
                .distinct()
                .toList();
        assertThat(sessions).isNotEmpty().allSatisfy(session -> adds(view, session));
        var credited =
                sum(bench.workingSide(view, Fact.AccountCredited.class).stream().map(Fact.AccountCredited::worth));
        var charged =
                sum(bench.workingSide(view, Fact.AccountCharged.class).stream().map(Fact.AccountCharged::fee));
        var sent = sum(bench.paidSide(view, Fact.TicketsSent.class).stream().map(Fact.TicketsSent::expectedValue));
        var fees = sum(bench.paidSide(view, Fact.FeeSettled.class).stream().map(Fact.FeeSettled::fee));
        var lost = sum(bench.paidSide(view, Fact.CreditLost.class).stream().map(Fact.CreditLost::amount));
        assertThat(fees.signum()).isPositive();
        assertThat(credited).isBetween(sent.minus(lost), sent);
        assertThat(charged).isBetween(fees, fees.plus(lost));
        assertThat(bench.paidSide(view, Fact.SessionClosed.class))
                .allSatisfy(closed -> assertThat(closed.sent())
                        .isEqualTo(closed.debited().plus(closed.lost()).plus(closed.left())));
    }

    @Test
    void namesAllThreeWithBothNumbersWhenTheCeilingIsTooLow() throws Exception {
        var ceiling = Price.of(999, 1);
        var view = bench.submit(bench.clip(), LocalBench.LADDER, Optional.of(ceiling));

        assertThat(LocalBench.end(view)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.NO_SUITABLE_ORCHESTRATOR);
            assertThat(failed.lastVerdicts())
                    .extracting(Verdict::finding)
                    .containsExactly(
                            new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_000, 1), ceiling)),
                            new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_100, 1), ceiling)),
                            new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_250, 1), ceiling)));
        });
        assertThat(bench.paidSide(view, Fact.TicketsSent.class)).isEmpty();
    }

    @Test
    void refusesBadFilesEachWithASentenceAndLeavesAGoodJobAlone() throws Exception {
        var good = bench.submitClip();
        var bad = new ArrayList<RunView>();
        for (var file : List.of(letter(), nothing(), soundAlone())) {
            bad.add(bench.submit(file, LocalBench.LADDER, Optional.empty()));
        }

        for (var view : bad) {
            assertThat(LocalBench.end(view)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.INPUT_UNUSABLE);
                assertThat(failed.published()).isZero();
            });
            assertThat(view.problem())
                    .hasValueSatisfying(
                            why -> assertThat(why).containsIgnoringCase("video").contains(" "));
        }
        assertThat(LocalBench.end(good)).isInstanceOf(Outcome.Completed.class);
        assertThat(frames(good, 0)).isEqualTo(LocalBench.FRAMES);
    }

    @Test
    void redeemsWinnersOnceTheirParamsExpired() throws Exception {
        long winners = 0;
        for (int job = 0; job < MAX_JOBS_FOR_A_WINNER && winners == 0; job++) {
            LocalBench.end(bench.submit(bench.clip(), DEAR_LADDER, Optional.empty()));
            winners = winners();
        }
        assertThat(winners).isPositive();

        awaitRedemptions();

        var ledger = bench.network().ledger().orElseThrow();
        var paid = payouts();
        for (var role : bench.network().orchestrators()) {
            var earned = paid.stream()
                    .filter(payout -> payout.recipient().equals(role.address()))
                    .map(LedgerEvent.TicketPaid::amount)
                    .reduce(Wei.ZERO, Wei::plus);
            assertThat(ledger.account(role.address()).standing().pendingFees()).isEqualTo(earned);
        }
        var sender = paid.getFirst().sender();
        var all = paid.stream().map(LedgerEvent.TicketPaid::amount).reduce(Wei.ZERO, Wei::plus);
        assertThat(all).isEqualTo(faceValues());
        assertThat(ledger.account(sender).funds().deposit().plus(all)).isEqualTo(LocalMoney.ONE_ETH);
    }

    /** Drives the chain on until everything that won is paid. */
    private void awaitRedemptions() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        var ledger = bench.network().ledger().orElseThrow();
        while (redeemed.size() < winners()) {
            assertThat(System.nanoTime())
                    .as("%d of %d are redeemed", redeemed.size(), winners())
                    .isLessThan(end);
            ledger.advance(2);
            var next = redeemed.poll(100, TimeUnit.MILLISECONDS);
            if (next != null) {
                redeemed.add(next);
            }
        }
    }

    private void heard(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.TicketPaid paid -> {
                synchronized (payouts) {
                    payouts.add(paid);
                }
            }
            case LedgerEvent.TicketRedeemed ticket -> redeemed.add(ticket);
            default -> {}
        }
    }

    private List<LedgerEvent.TicketPaid> payouts() {
        synchronized (payouts) {
            return List.copyOf(payouts);
        }
    }

    private Wei faceValues() {
        return redeemed.stream().map(each -> each.ticket().faceValue()).reduce(Wei.ZERO, Wei::plus);
    }

    /** Of every job so far. */
    private long winners() {
        return bench.network().gateway().gateway().jobs().stream()
                .mapToLong(
                        view -> bench.workingSide(view, Fact.WinnerFound.class).size())
                .sum();
    }

    /** What an orchestrator accepted is what it charged and what it still has of it. */
    private void adds(RunView view, String session) {
        var credited = sum(bench.workingSide(view, Fact.AccountCredited.class).stream()
                .filter(fact -> fact.session().equals(session))
                .map(Fact.AccountCredited::worth));
        var charges = bench.workingSide(view, Fact.AccountCharged.class).stream()
                .filter(fact -> fact.session().equals(session))
                .toList();
        var balance = charges.isEmpty() ? credited : charges.getLast().balance();
        assertThat(credited)
                .isEqualTo(sum(charges.stream().map(Fact.AccountCharged::fee)).plus(balance));
    }

    private static long frames(RunView view, int rendition) {
        return view.published().renditions().get(rendition).frames();
    }

    private static Credit sum(Stream<Credit> amounts) {
        return amounts.reduce(Credit.ZERO, Credit::plus);
    }

    private Path letter() throws Exception {
        return Files.writeString(bench.folder().resolve("letter.mp4"), "Dear viewer, there is no film in here.\n");
    }

    private Path nothing() throws Exception {
        return Files.write(bench.folder().resolve("nothing.mp4"), new byte[0]);
    }

    /** A second of silence in a WAV file: 16-bit samples, 8000 a second. */
    private Path soundAlone() throws Exception {
        int bytes = 16_000;
        var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000).putShort((short) 2);
        wav.putShort((short) 16).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        return Files.write(bench.folder().resolve("sound.wav"), wav.array());
    }
}
