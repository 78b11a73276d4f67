package io.headrace.node.settlement;

import static io.headrace.node.settlement.SettlementFixture.EXPIRY;
import static io.headrace.node.settlement.SettlementFixture.GATEWAY;
import static io.headrace.node.settlement.SettlementFixture.NEWCOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Revert;
import io.headrace.chain.redemption.Delay;
import io.headrace.chain.redemption.Ending;
import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.machine.ThreadHost;
import io.headrace.node.settlement.Tidings.Tiding;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.store.StoredWinner;
import io.headrace.store.WinnerStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Winners of 300 wei whose sender has 1000 on deposit. */
class RedeemerTest {

    private static final JobId JOB = new JobId("job-1");
    private static final Wei FACE_VALUE = Wei.of(300);

    @TempDir
    Path folder;

    private final SettlementFixture network = new SettlementFixture();
    private final StubbornChain chain = new StubbornChain(network.orchestrator);
    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));

    /** Whoever waits for it waits until the test ends: a process that was killed knows no more than that. */
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void fund() {
        LocalFunding.fund(network.gateway, Wei.of(1_000), Wei.of(500));
    }

    @AfterEach
    void stop() {
        over.countDown();
        host.close();
    }

    /** One run of a process: what it had open is gone when it closes, except for the database's file. */
    private final class Life implements AutoCloseable {
        private final Database database = Database.open(folder.resolve("db"));
        private final WinnerStore winners = new WinnerStore(database);
        private final Journal journal = new SqliteJournal(database);
        private final Tidings tidings = new Tidings();
        private final Redeemer redeemer =
                Redeemer.start(host, chain, winners, journal, RedemptionLimits.LOCAL, tidings);

        void found(WinningTicket winner) {
            redeemer.add(winner);
            redeemer.nameJob(winner.hash(), JOB);
        }

        @Override
        public void close() {
            redeemer.close();
            database.close();
        }
    }

    @Test
    void redeemsAWinnerWhenItsOfferHasExpired() {
        var winner = network.winner(300, 1);
        try (var life = new Life()) {
            life.found(winner);
            network.ledger.advance(10);
            assertThat(network.earned()).isEqualTo(Wei.ZERO);

            network.ledger.advance(EXPIRY);

            var paid = paid(life.tidings.next(), winner);
            assertThat(network.earned()).isEqualTo(FACE_VALUE);
            assertThat(life.winners.find(winner.hash()).flatMap(StoredWinner::ending))
                    .contains(paid);
            assertThat(life.winners.open()).isEmpty();
            assertThat(life.journal.read(JOB))
                    .extracting(JournalEntry::fact)
                    .containsExactly(new Fact.Redeemed(
                            winner.hash(), FACE_VALUE, WinnerClosing.transactionHash(paid.transaction())));
        }
    }

    @Test
    void redeemsInItsNextLifeWhatItWonInTheLastOnce() {
        var winner = network.winner(300, 1);
        try (var life = new Life()) {
            life.found(winner);
        }
        network.ledger.advance(EXPIRY);

        try (var life = new Life()) {
            paid(life.tidings.next(), winner);
            assertThat(life.journal.read(JOB)).hasSize(1);
        }

        try (var life = new Life()) {
            network.ledger.advance(1);
            assertThat(life.redeemer.waiting()).isZero();
        }
        assertThat(network.earned()).isEqualTo(FACE_VALUE);
    }

    @Test
    void isPaidOnceWhenItDiesBetweenRedeemingAndKnowingIt() throws InterruptedException {
        var winner = network.winner(300, 1);
        var mined = new CountDownLatch(1);
        chain.onRedeemed(outcome -> {
            mined.countDown();
            awaitEnd();
            return outcome;
        });
        try (var life = new Life()) {
            life.found(winner);
            network.ledger.advance(EXPIRY);
            assertThat(mined.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(life.redeemer.pending(GATEWAY.address())).isEqualTo(FACE_VALUE);
            assertThat(life.redeemer.pending(NEWCOMER.address())).isEqualTo(Wei.ZERO);
        }
        chain.onRedeemed(outcome -> outcome);

        try (var life = new Life()) {
            assertThat(life.tidings.next()).isEqualTo(new Tiding.Ended(winner.hash(), new Ending.UsedBefore()));
            assertThat(life.winners.open()).isEmpty();
            assertThat(life.journal.read(JOB))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.fact()).isInstanceOf(Fact.Remarked.class));
        }
        assertThat(network.earned()).isEqualTo(FACE_VALUE);
    }

    @Test
    void looksAgainWhenTheChainDidNotAnswer() {
        var winner = network.winner(300, 1);
        chain.onRedeemed(_ -> {
            throw new ChainUnavailable("No answer to a redemption", true, new IllegalStateException("test"));
        });
        try (var life = new Life()) {
            life.found(winner);
            network.ledger.advance(EXPIRY);

            assertThat(life.tidings.next())
                    .isEqualTo(new Tiding.Delayed(winner.hash(), new Delay.Unavailable("No answer to a redemption")));
            network.ledger.advance(2);

            assertThat(life.tidings.next()).isEqualTo(new Tiding.Ended(winner.hash(), new Ending.UsedBefore()));
            assertThat(network.earned()).isEqualTo(FACE_VALUE);
        }
    }

    @Test
    void keepsAWinnerWhoseAdapterFails() {
        var winner = network.winner(300, 1);
        chain.onRedeemed(_ -> {
            throw new IllegalStateException("a bug");
        });
        try (var life = new Life()) {
            life.found(winner);
            network.ledger.advance(EXPIRY);

            assertThat(life.tidings.next()).isInstanceOf(Tiding.Delayed.class);
            assertThat(life.winners.open()).containsExactly(winner);
        }
    }

    @Test
    void takesAWinnerThatIsToldTwiceForOne() {
        var winner = network.winner(300, 1);
        try (var life = new Life()) {
            life.found(winner);
            life.found(winner);
            network.ledger.advance(EXPIRY);
            paid(life.tidings.next(), winner);
            life.found(winner);
            network.ledger.advance(1);

            assertThat(life.tidings.next()).isEqualTo(new Tiding.Ended(winner.hash(), new Ending.UsedBefore()));
            assertThat(network.earned()).isEqualTo(FACE_VALUE);
            assertThat(life.winners.find(winner.hash()).flatMap(StoredWinner::ending))
                    .containsInstanceOf(Ending.Paid.class);
        }
    }

    @Test
    void waitsForASenderThatHasTooLittle() {
        var winner = network.winner(2_000, 1);
        try (var life = new Life()) {
            life.found(winner);
            network.ledger.advance(EXPIRY);
            assertThat(life.tidings.next())
                    .isInstanceOfSatisfying(
                            Tiding.Delayed.class,
                            delayed -> assertThat(delayed.reason()).isInstanceOf(Delay.FundsBelowFaceValue.class));

            LocalFunding.fund(network.gateway, Wei.of(2_000), Wei.of(500));
            network.ledger.advance(2);

            assertThat(life.tidings.next()).isInstanceOf(Tiding.Ended.class);
            assertThat(network.earned()).isEqualTo(Wei.of(2_000));
        }
    }

    @Test
    void letsGoOfAWinnerThatIsNeverPaid() {
        var forged = network.winner(300, 1, NEWCOMER);
        try (var life = new Life()) {
            life.found(forged);
            network.ledger.advance(EXPIRY);

            assertThat(life.tidings.next())
                    .isEqualTo(new Tiding.Ended(forged.hash(), new Ending.Worthless(Revert.SIGNATURE_WRONG)));
            assertThat(life.winners.open()).isEmpty();
        }
    }

    @Test
    void letsGoOfAWinnerThatExpiredWhileItWasDead() {
        var winner = network.winner(300, 1);
        try (var life = new Life()) {
            life.found(winner);
        }
        network.nextRound();
        network.nextRound();
        network.nextRound();

        try (var life = new Life()) {
            assertThat(life.tidings.next())
                    .isInstanceOfSatisfying(
                            Tiding.Ended.class,
                            ended -> assertThat(ended.ending()).isInstanceOf(Ending.Expired.class));
        }
        assertThat(network.earned()).isEqualTo(Wei.ZERO);
    }

    @Test
    void redeemsAWinnerWhoseJobNobodyNamed() {
        var winner = network.winner(300, 1);
        try (var life = new Life()) {
            life.redeemer.add(winner);
            network.ledger.advance(EXPIRY);

            paid(life.tidings.next(), winner);
            assertThat(life.journal.jobs()).isEmpty();
        }
    }

    private static Ending.Paid paid(Tiding tiding, WinningTicket winner) {
        assertThat(tiding).isInstanceOfSatisfying(Tiding.Ended.class, ended -> {
            assertThat(ended.ticket()).isEqualTo(winner.hash());
            assertThat(ended.ending()).isInstanceOf(Ending.Paid.class);
        });
        return (Ending.Paid) ((Tiding.Ended) tiding).ending();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
