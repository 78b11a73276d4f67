package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.gateway.run.RunView;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Explaining;
import io.headrace.journal.Explanation;
import io.headrace.journal.Fact;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job whose money runs out, and what its client hears. */
class DrainedJobsTest {

    private static final int SEGMENTS = 4;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Wei RESERVE = Wei.of(1_000_000_000_000_000L);
    private static final Wei TOO_LITTLE = FakeSeller.FACE_VALUE.minus(Wei.of(1));
    private static final SenderFunds PLENTY = SenderFunds.of(RESERVE, RESERVE);

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.paid();

    @Test
    void isFundedInMidSessionAndCompletes() throws Exception {
        try (var node = open(LONG)) {
            var view = drainedInMidSession(node, SenderFunds.of(TOO_LITTLE, RESERVE));

            assertThat(view.state()).isEqualTo("Drained");
            assertThat(view.waiting())
                    .contains("waiting for money: deposit 19999999999 wei, needs 20000000000;"
                            + " `headrace wallet fund --deposit 1` adds what is missing");

            node.payer().funds(PLENTY);
            node.gateway().funded();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(view.waiting()).isEmpty();
            assertThat(view.problem()).isEmpty();
            assertThat(story(node, view).transitions())
                    .filteredOn(
                            line -> line.from().equals("Drained") || line.to().equals("Drained"))
                    .extracting(line -> line.to() + ": " + line.reason())
                    .containsExactly("Drained: insufficient-funds", "Discovering: funded");
        }
    }

    @Test
    void failsWithWhatWasMissingWhenNobodyFundsIt() throws Exception {
        try (var node = open(SHORT)) {
            var view = drainedInMidSession(node, SenderFunds.of(TOO_LITTLE, RESERVE));

            assertThat(GatewayFixture.end(view)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS);
                assertThat(failed.published()).isBetween(1L, 2L);
            });
            assertThat(view.problem())
                    .hasValueSatisfying(why -> assertThat(why).contains("deposit 19999999999 wei, needs 20000000000"));
        }
    }

    @Test
    void explainsWhatBecameOfTheMoneyOfEachSession() throws Exception {
        try (var node = open(SHORT)) {
            var view = drainedInMidSession(node, SenderFunds.of(TOO_LITTLE, RESERVE));
            GatewayFixture.end(view);

            var story = story(node, view);

            var closed = node.journal().facts(Fact.SessionClosed.class).getFirst();
            assertThat(story.sessions()).singleElement().satisfies(session -> {
                assertThat(new BigInteger(session.left())).isPositive();
                assertThat(session.orchestrator())
                        .isEqualTo(closed.orchestrator().toString());
            });
            assertThat(story.remarks())
                    .extracting(Explanation.RemarkLine::sentence)
                    .anyMatch(sentence -> sentence.startsWith("waiting for money: deposit 19999999999 wei"));
        }
    }

    @Test
    void isNotContentWithTooLittle() throws Exception {
        try (var node = open(LONG)) {
            var view = drainedInMidSession(node, SenderFunds.of(Wei.ZERO, RESERVE));

            node.payer().funds(SenderFunds.of(TOO_LITTLE, RESERVE));
            node.gateway().funded();
            await(() -> view.waiting().orElse("").contains("deposit 19999999999 wei"));
            assertThat(view.state()).isEqualTo("Drained");

            node.payer().funds(PLENTY);
            node.gateway().funded();
            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
        }
    }

    @Test
    void waitsWithoutAReserve() throws Exception {
        try (var node = open(LONG)) {
            var view = drainedInMidSession(node, SenderFunds.of(RESERVE, Wei.ZERO));

            assertThat(view.waiting()).hasValueSatisfying(why -> assertThat(why).contains("no reserve"));
        }
    }

    @Test
    void waitsWhileItsMoneyUnlocks() throws Exception {
        try (var node = open(LONG)) {
            long next = FakePayer.ROUND.round() + 1;
            var view = drainedInMidSession(node, new SenderFunds(RESERVE, RESERVE, Wei.ZERO, next));

            assertThat(view.waiting()).hasValueSatisfying(why -> assertThat(why).contains("unlock in round " + next));
        }
    }

    @Test
    void waitsWhenEveryOrchestratorWantsMoreReserve() throws Exception {
        peer.sellers().forEach(seller -> seller.wantsMoreReserve(true));
        try (var node = open(LONG)) {
            var view = node.submit();
            awaitWaiting(node);
            assertThat(view.waiting())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("too low for everybody", "reserve " + RESERVE + " wei"));

            peer.seller("cedar").wantsMoreReserve(false);
            node.gateway().funded();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(peer.seller("cedar").calls()).hasSize(SEGMENTS);
        }
    }

    @Test
    void isNotStoppedByOneWhoAloneWantsMore() throws Exception {
        try (var node = open(LONG)) {
            peer.seller("alder").awaitFirstQuestion();
            peer.seller("alder").wantsMoreReserve(true);

            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

            assertThat(peer.seller("alder").calls()).isEmpty();
            assertThat(node.journal().facts(Fact.Moved.class))
                    .noneMatch(moved -> moved.to().equals("Drained"));
        }
    }

    @Test
    void sendsNoTicketsToWhomItDidNotChoose() throws Exception {
        try (var node = open(LONG)) {
            peer.seller("alder").awaitFirstQuestion();
            peer.seller("alder").usurped();

            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

            assertThat(node.journal().facts(Fact.TicketsSent.class))
                    .extracting(sent -> sent.orchestrator().service())
                    .doesNotContain(peer.seller("alder").service());
        }
    }

    @Test
    void canBeCancelledWhileItWaits() throws Exception {
        try (var node = open(LONG)) {
            var view = drainedInMidSession(node, SenderFunds.of(Wei.ZERO, RESERVE));

            node.gateway().cancel(new JobId(view.order().id()));

            assertThat(GatewayFixture.end(view))
                    .isInstanceOfSatisfying(
                            Outcome.Cancelled.class,
                            cancelled -> assertThat(cancelled.published()).isBetween(1L, 2L));
        }
    }

    private GatewayFixture open(Duration grace) {
        return GatewayFixture.patient(GatewayConfig.in(folder), peer, SEGMENTS, grace);
    }

    /** A job whose funds are these from its second unit on, when its client knows that it waits. */
    private RunView drainedInMidSession(GatewayFixture node, SenderFunds left) throws Exception {
        peer.seller("alder").does((seq, _) -> {
            if (seq == 1) {
                awaitFirstDone(node);
                node.payer().funds(left);
            }
            return Conduct.HONEST;
        });
        var view = node.submit();
        awaitWaiting(node);
        return view;
    }

    private static void awaitFirstDone(GatewayFixture node) {
        try {
            node.journal()
                    .await(fact -> fact instanceof Fact.Moved moved
                            && moved.unit().equals(OptionalLong.of(0))
                            && moved.to().equals("Done"));
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitWaiting(GatewayFixture node) throws InterruptedException {
        node.journal()
                .await(fact -> fact instanceof Fact.Remarked remarked
                        && remarked.sentence().startsWith("waiting for money"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Explanation story(GatewayFixture node, RunView view) {
        var id = new JobId(view.order().id());
        return Explaining.explain(id, node.journal().read(id), Map.of()).orElseThrow();
    }
}
