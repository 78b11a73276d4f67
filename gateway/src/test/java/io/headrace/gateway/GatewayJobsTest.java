package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.run.PublishedTotals;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Verdict;
import io.headrace.journal.Fact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayJobsTest {

    private static final int SEGMENTS = 5;

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.paid();

    @Test
    void completesAJobInOrderAndKeepsEveryFrame() throws Exception {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var view = node.submit();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(view.state()).isEqualTo("Completed");
            assertThat(view.published().units()).isEqualTo(SEGMENTS);
            assertThat(view.published().renditions())
                    .extracting(PublishedTotals.Rendition::name, PublishedTotals.Rendition::frames)
                    .containsExactly(tuple("small", 30L * SEGMENTS), tuple("tiny", 30L * SEGMENTS));
            assertThat(Files.readAllLines(output(view, "small.mp4")))
                    .hasSize(SEGMENTS)
                    .allMatch(line -> line.endsWith("alder.test/HONEST"));
        }
    }

    @Test
    void paysWhatItsSessionSays() throws Exception {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            node.runOne();
            assertThat(peer.awaitEndedSession()).startsWith("session-");

            var fees = sum(node.journal().facts(Fact.FeeSettled.class).stream().map(Fact.FeeSettled::fee));
            var sent = sum(node.journal().facts(Fact.TicketsSent.class).stream().map(Fact.TicketsSent::expectedValue));
            long pixels = (64 * 36 + 32 * 18) * 30L * SEGMENTS;
            assertThat(fees).isEqualTo(Price.of(1_000, 1).times(pixels));
            assertThat(node.journal().facts(Fact.SessionClosed.class))
                    .singleElement()
                    .satisfies(closed -> {
                        assertThat(closed.sent()).isEqualTo(sent);
                        assertThat(closed.debited()).isEqualTo(fees);
                        assertThat(closed.lost()).isEqualTo(Credit.ZERO);
                        assertThat(closed.left()).isEqualTo(sent.minus(fees));
                    });
        }
    }

    @Test
    void paysNothingOffChain() throws Exception {
        try (var node = GatewayFixture.free(folder, FakePeer.free(), SEGMENTS)) {
            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(node.journal().facts(Fact.TicketsSent.class)).isEmpty();
            assertThat(node.journal().facts(Fact.FeeSettled.class)).isEmpty();
        }
    }

    @Test
    void retriesAfterALostAnswerAndListsItsCreditAsLost() throws Exception {
        peer.seller("alder").does((seq, call) -> seq == 0 && call == 1 ? Conduct.LOSES_THE_ANSWER : Conduct.HONEST);
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

            peer.awaitEndedSession();
            var lost = node.journal().facts(Fact.CreditLost.class);
            assertThat(lost).singleElement().satisfies(fact -> {
                assertThat(fact.unit()).isZero();
                assertThat(fact.attempt()).isEqualTo(1);
                assertThat(fact.reason()).isEqualTo(Reason.PEER_LOST);
                assertThat(fact.amount().signum()).isPositive();
            });
            assertThat(node.journal().facts(Fact.SessionClosed.class)).allSatisfy(GatewayJobsTest::adds);
            assertThat(sum(node.journal().facts(Fact.SessionClosed.class).stream()
                            .map(Fact.SessionClosed::lost)))
                    .isEqualTo(lost.getFirst().amount());
            noNonceTwice(node.journal());
        }
    }

    @Test
    void losesNothingToWhomItDidNotReach() throws Exception {
        peer.seller("alder").does(Conduct.UNREACHABLE);
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var view = node.submit();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(node.journal().facts(Fact.CreditLost.class)).isEmpty();
            assertThat(Files.readString(output(view, "small.mp4"))).doesNotContain("alder");
            assertThat(node.journal().facts(Fact.SessionClosed.class)).allSatisfy(GatewayJobsTest::adds);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNS_WRONGLY", "OVERCHARGES", "RETURNS_NOISE", "DROPS_FRAMES", "CAPPED", "BUSY"})
    void publishesNothingOfAnOrchestratorThatMisbehaves(Conduct conduct) throws Exception {
        peer.seller("alder").does(conduct);
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var view = node.submit();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(peer.seller("alder").calls()).isNotEmpty();
            assertThat(Files.readAllLines(output(view, "small.mp4")))
                    .hasSize(SEGMENTS)
                    .noneMatch(line -> line.contains("alder"));
            assertThat(node.journal().facts(Fact.SessionClosed.class)).allSatisfy(GatewayJobsTest::adds);
            noNonceTwice(node.journal());
        }
    }

    @Test
    void saysWhatWasBilledTooMuch() throws Exception {
        peer.seller("alder").does(Conduct.OVERCHARGES);
        try (var node = GatewayFixture.paying(folder, peer, 1)) {
            node.runOne();

            assertThat(node.journal().facts(Fact.Remarked.class))
                    .extracting(Fact.Remarked::sentence)
                    .contains("small: billed for 69121 pixels, delivered 69120");
            assertThat(node.journal().facts(Fact.Moved.class))
                    .extracting(Fact.Moved::reason)
                    .contains(Reason.OVERCHARGED);
        }
    }

    @Test
    void debitsNothingOfAFalseBill() throws Exception {
        peer.seller("alder").does(Conduct.OVERCHARGES);
        try (var node = GatewayFixture.paying(folder, peer, 1)) {
            node.runOne();

            assertThat(node.journal().facts(Fact.FeeSettled.class))
                    .extracting(fee -> fee.orchestrator().service().getHost())
                    .containsExactly("birch.test");
            assertThat(node.journal().facts(Fact.CreditLost.class))
                    .singleElement()
                    .satisfies(lost -> {
                        assertThat(lost.reason()).isEqualTo(Reason.OVERCHARGED);
                        assertThat(lost.amount())
                                .isEqualTo(node.journal()
                                        .facts(Fact.TicketsSent.class)
                                        .getFirst()
                                        .expectedValue());
                    });
            assertThat(node.journal().facts(Fact.SessionClosed.class)).allSatisfy(GatewayJobsTest::adds);
        }
    }

    @Test
    void leavesAnOrchestratorWhoseResultSomebodyElseSigned() throws Exception {
        peer.seller("alder").does(Conduct.SIGNS_WRONGLY);
        try (var node = GatewayFixture.paying(folder, peer, 1)) {
            node.runOne();

            assertThat(node.journal().facts(Fact.Moved.class))
                    .extracting(Fact.Moved::reason)
                    .contains(Reason.SIGNATURE_MISMATCH);
            assertThat(node.journal().facts(Fact.SessionAgreed.class))
                    .extracting(agreed -> agreed.orchestrator().service().getHost())
                    .containsExactly("alder.test", "birch.test");
            assertThat(node.journal().facts(Fact.CreditLost.class))
                    .extracting(Fact.CreditLost::reason)
                    .containsOnly(Reason.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void namesEachOffersPriceWhenAllAreAboveTheCeiling() throws Exception {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var ceiling = Price.of(999, 1);

            var outcome = GatewayFixture.end(node.submit(Optional.of(ceiling)));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.NO_SUITABLE_ORCHESTRATOR);
                assertThat(failed.published()).isZero();
                assertThat(failed.lastVerdicts())
                        .extracting(Verdict::finding)
                        .containsExactlyInAnyOrder(
                                new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_000, 1), ceiling)),
                                new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_100, 1), ceiling)),
                                new Verdict.Refused(new Refusal.TooExpensive(Price.of(1_250, 1), ceiling)));
            });
            assertThat(peer.sellers())
                    .allSatisfy(each -> assertThat(each.calls()).isEmpty());
        }
    }

    @Test
    void saysWhoDidNotAnswer() throws Exception {
        peer.sellers().forEach(each -> each.silent(true));
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            assertThat(node.runOne())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.lastVerdicts())
                                    .hasSize(3)
                                    .allSatisfy(verdict -> assertThat(((Verdict.Refused) verdict.finding()).refusal())
                                            .isInstanceOf(Refusal.NoAnswer.class)));
        }
    }

    @Test
    void failsAJobWhoseInputNobodyCanRead() throws Exception {
        peer.sellers().forEach(each -> each.does(Conduct.BLAMES_THE_INPUT));
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var view = node.submit();

            assertThat(GatewayFixture.end(view))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(Reason.INPUT_UNUSABLE));
            assertThat(view.problem()).hasValueSatisfying(why -> assertThat(why).contains("No keyframes in input"));
        }
    }

    @Test
    void cancelsAJobWhoseOrchestratorIsSlow() throws Exception {
        peer.sellers().forEach(each -> each.does((seq, _) -> seq < 2 ? Conduct.HONEST : Conduct.STALLS));
        try (var node = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            var view = node.submit();
            node.journal().await(GatewayJobsTest::secondIsPublished);

            assertThat(node.gateway().cancel(new JobId(view.order().id()))).isTrue();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Cancelled(2));
            assertThat(Files.readString(output(view, "small/index.m3u8")))
                    .contains("1.ts")
                    .doesNotContain("2.ts");
        }
    }

    @Test
    void knowsNothingOfJobsItNeverTook() {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var unknown = new JobId("ff".repeat(16));

            assertThat(node.gateway().cancel(unknown)).isFalse();
            assertThat(node.gateway().job(unknown)).isEmpty();
            assertThat(node.gateway().output(unknown, "master.m3u8")).isEmpty();
        }
    }

    @Test
    void failsWhenTheDiskIsFull() throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        var rendition =
                Files.createDirectories(folder.resolve(GatewayFixture.firstId()).resolve("output/small"));
        Files.createSymbolicLink(rendition.resolve("1.ts.part"), full);
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var view = node.submit();

            assertThat(GatewayFixture.end(view)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.NOT_PUBLISHED);
                assertThat(failed.published()).isEqualTo(1);
            });
            assertThat(view.problem())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("The result cannot be written")
                            .contains("No space left"));
        }
    }

    @Test
    void takesNoMoreJobsThanItsLimit() throws Exception {
        peer.sellers().forEach(each -> each.does(Conduct.STALLS));
        try (var node = GatewayFixture.limited(
                new GatewayConfig(folder, 1, 1_000, GatewayConfig.in(folder).live()), peer, SEGMENTS)) {
            node.submit();

            assertThatThrownBy(node::submit)
                    .isInstanceOf(RunningJobs.Busy.class)
                    .hasMessageContaining("1 jobs");
        }
    }

    @Test
    void waitsForFundsAndGoesOnWhenTheyCome() throws Exception {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            var before = node.payer().funds();
            node.payer().funds(SenderFunds.NONE);
            var view = node.submit();
            node.journal()
                    .await(fact -> fact instanceof Fact.Moved moved
                            && moved.unit().isEmpty()
                            && moved.to().equals("Drained"));

            node.payer().funds(before);
            node.gateway().funded();

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
        }
    }

    private static boolean secondIsPublished(Fact fact) {
        return fact instanceof Fact.Moved moved
                && moved.unit().equals(OptionalLong.of(1))
                && moved.to().equals("Done");
    }

    private static Path output(RunView view, String name) {
        return view.order().output().resolve(name);
    }

    private static void adds(Fact.SessionClosed closed) {
        assertThat(closed.sent()).isEqualTo(closed.debited().plus(closed.lost()).plus(closed.left()));
    }

    static Credit sum(Stream<Credit> amounts) {
        return amounts.reduce(Credit.ZERO, Credit::plus);
    }

    /** Over all sessions and lives: a ticket's number under one commitment is used once. */
    static void noNonceTwice(WatchedJournal journal) {
        var nonces = journal.facts(Fact.TicketsSent.class).stream()
                .flatMap(sent -> LongStream.rangeClosed(sent.firstNonce(), sent.lastNonce())
                        .mapToObj(nonce -> sent.randHash() + " " + nonce))
                .toList();
        assertThat(nonces).isNotEmpty().doesNotHaveDuplicates();
    }
}
