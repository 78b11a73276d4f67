package io.headrace.gateway.realtime.session;

import static io.headrace.gateway.realtime.session.SessionStage.UNIT_PIXELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.flow.Failing;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.journal.JobRecovery;
import io.headrace.media.MediaTime;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live session from its first unit to its end, whatever its orchestrators do. */
class RealtimeJobsTest {

    @TempDir
    Path folder;

    @Test
    void beginsWithTheBestAndPaysItAnIntervalAhead() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
            stage.flow().begins(0);
            stage.flow().await("takeOver 1");

            var call = stage.alder().live().getFirst();
            assertThat(call.request().model()).isEqualTo("noop");
            assertThat(call.request().parameters()).isEqualTo("{\"strength\":1}");
            assertThat(call.request().extended()).isTrue();
            assertThat(call.credential().manifest().text()).isEqualTo("35_noop");
            assertThat(call.payment()).isPresent();
            var paid = stage.journal.facts(Fact.IntervalPaid.class).getFirst();
            assertThat(paid.quantity()).isEqualTo(2 * UNIT_PIXELS);
            assertThat(paid.count()).isEqualTo(70);
            assertThat(stage.flow().calls()).startsWith("control {\"strength\":1}", "attach 1 SERVING");
        }
    }

    @Test
    void paysALargerStreamByItsSize() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
            stage.listener().unitBegun(0, MediaTime.ZERO, 1280, 720);
            stage.flow().await("takeOver 1");

            var paid = stage.journal.facts(Fact.IntervalPaid.class).getFirst();
            assertThat(paid.quantity()).isEqualTo(4 * 2 * UNIT_PIXELS);
            assertThat(paid.count()).isBetween(4L * 69, 4L * 70);
        }
    }

    @Test
    void paysAsMuchAtOnceAsOneOffersTicketsCover() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
            stage.listener().unitBegun(0, MediaTime.ZERO, 3840, 2160);
            stage.flow().await("takeOver 1");

            var paid = stage.journal.facts(Fact.IntervalPaid.class).getFirst();
            assertThat(paid.count()).isEqualTo(Payment.MAX_TICKETS);
            assertThat(paid.quantity()).isLessThan(36 * 2 * UNIT_PIXELS).isPositive();
        }
    }

    @Test
    void walksTheRowsOfAUnitThatFlows() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
            assertThat(stage.moves())
                    .containsSubsequence(
                            "Idle > Ingesting",
                            "Ingesting > Discovering",
                            "Discovering > SessionEstablished",
                            "Ready > SegmentDispatch",
                            "Executing > Returning",
                            "Returning > Publishing",
                            "Publishing > Settling",
                            "Settling > Done");
            assertThat(stage.journal.facts(Fact.JobCreated.class))
                    .containsExactly(new Fact.JobCreated(JobClass.REALTIME, "live-video-to-video"));
            assertThat(stage.journal.facts(Fact.ModelNamed.class)).containsExactly(new Fact.ModelNamed("noop"));
            assertThat(stage.journal.facts(Fact.FeeSettled.class))
                    .extracting(Fact.FeeSettled::fee)
                    .containsExactly(Price.of(1_000, 1).times(UNIT_PIXELS));
            assertThat(stage.work().view().published().renditions().getFirst().frames())
                    .isEqualTo(1);
        }
    }

    @Test
    void completesWhenItsInputHasEndedAndEverythingIsBack() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
            stage.flow().whole(1);
            stage.work().inputEnded();

            assertThat(stage.end()).isEqualTo(new Outcome.Completed(2));
            assertThat(stage.flow().calls()).endsWith("detach 1", "close");
            stage.journal.await(Fact.SessionClosed.class::isInstance);
            var closed = stage.journal.facts(Fact.SessionClosed.class).getFirst();
            assertThat(closed.debited()).isEqualTo(Price.of(1_000, 1).times(2 * UNIT_PIXELS));
            assertThat(closed.sent())
                    .isEqualTo(closed.debited().plus(closed.lost()).plus(closed.left()));
        }
    }

    @Test
    void leavesAUnitOutOfWhichNothingCame() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
            stage.flow().begins(1);
            stage.flow().ends(1);
            stage.flow().passes(1);

            stage.journal.await(
                    fact -> fact instanceof Fact.Moved moved && moved.from().equals("Skipping"));
            assertThat(stage.journal.facts(Fact.CreditLost.class))
                    .extracting(Fact.CreditLost::reason)
                    .containsExactly(Reason.MISSED);
        }
    }

    @Test
    void endsAtItsUsersStopWithoutASwap() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
            stage.awaitStandby(2, "WARM");

            stage.work().cancel();

            assertThat(stage.end()).isEqualTo(new Outcome.Cancelled(1));
            stage.flow().await("close");
            assertThat(stage.flow().calls()).contains("detach 1", "detach 2");
            assertThat(stage.moves()).doesNotContain("SessionEstablished > SwapOrchestrator");
        }
    }

    @Test
    void seeksNobodyToStandByWhileATakeOverSettles() throws Exception {
        try (var stage = SessionStage.paying(folder)
                .settling(Duration.ofHours(1))
                .begin(Standby.WARM)
                .served()) {
            stage.work().cancel();
            stage.end();
            stage.flow().await("close");

            assertThat(stage.flow().calls()).contains("attach 1 SERVING").noneMatch(call -> call.endsWith("WARM"));
        }
    }

    @Test
    void givesBackASessionThatItGotAfterItsEnd() throws Exception {
        try (var stage = SessionStage.paying(folder)) {
            var permission = new CountDownLatch(1);
            stage.birch().startsAfter(permission);
            stage.begin(Standby.WARM).served();
            stage.birch().awaitAskedToStart();
            stage.work().cancel();
            stage.end();

            permission.countDown();

            stage.flow().await("close");
            assertThat(stage.flow().calls()).containsSubsequence("attach 2 WARM", "detach 2", "close");
        }
    }

    @Test
    void costsNothingOnANetworkWithoutMoney() throws Exception {
        var peer = FakePeer.free();
        try (var stage =
                new SessionStage(folder, peer, false).begin(Standby.NONE).served()) {
            assertThat(stage.alder().live().getFirst().payment()).isEmpty();
            assertThat(stage.alder().live().getFirst().credential().signature()).isEmpty();
            assertThat(stage.journal.facts(Fact.IntervalPaid.class)).isEmpty();
        }
    }

    @Test
    void paysThoseWhoGoByTheClockAMinuteAhead() throws Exception {
        var peer = FakePeer.paid();
        peer.seller("alder").asks(Price.of(10, 1));
        try (var stage =
                new SessionStage(folder, peer, true).begin(Standby.NONE).served()) {
            assertThat(stage.journal.facts(Fact.IntervalPaid.class).getFirst().quantity())
                    .isEqualTo(1_658_880_000L);

            stage.pass(Duration.ofSeconds(6));
            stage.flow().begins(1);

            stage.journal.await(fact -> fact instanceof Fact.IntervalPaid paid && paid.quantity() == 6 * 27_648_000L);
        }
    }

    @Test
    void waitsForMoneyWhenThereIsNone() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
            var none = stage.payer.funds();
            stage.payer.funds(SenderFunds.of(Wei.of(0), Wei.of(1_000)));
            stage.flow().begins(0);
            stage.journal.await(
                    fact -> fact instanceof Fact.Moved moved && moved.to().equals("Drained"));

            stage.payer.funds(none);
            stage.running().funded();

            stage.awaitUnit(0, "SegmentDispatch");
            assertThat(stage.alder().live()).hasSize(1);
        }
    }

    @Test
    void sendsNewParametersToEverybodyThatIsAndComes() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
            stage.work().update("{\"strength\":2}");
            assertThat(stage.flow().calls()).contains("control {\"strength\":2}");

            stage.listener().failing(1, Failing.BROKEN, "connection reset");
            stage.flow().await("takeOver 2");

            assertThat(stage.birch().live().getFirst().request().parameters()).isEqualTo("{\"strength\":2}");
        }
    }

    @Test
    void namesWhoServes() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
            assertThat(stage.work().orchestrator()).isEmpty();
            stage.served();

            assertThat(stage.work().orchestrator())
                    .contains(new Orchestrator(
                            stage.alder().address(), stage.alder().service()));
        }
    }

    @Test
    void worksOnlyWithThoseItsUserNamed() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.NONE, "cedar")) {
            stage.flow().begins(0);
            stage.flow().await("takeOver 1");

            assertThat(stage.cedar().live()).hasSize(1);
        }
    }

    @Test
    void passesEventsOfTheOneAtWorkOn() throws Exception {
        try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
            stage.awaitStandby(2, "WARM");

            stage.listener().event(1, "{\"event\":{\"type\":\"status\"}}");
            stage.listener().event(2, "{\"event\":{\"type\":\"other\"}}");

            assertThat(stage.events).containsExactly("{\"event\":{\"type\":\"status\"}}");
        }
    }

    @Nested
    class WithSomebodyStandingBy {

        @Test
        void keepsTheNextBestReadyAndPaysItOneInterval() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
                stage.awaitStandby(2, "WARM");
                stage.pass(Duration.ofMinutes(10));

                assertThat(stage.birch().live()).hasSize(1);
                assertThat(stage.birch().payments()).isEmpty();
                assertThat(stage.journal.facts(Fact.IntervalPaid.class))
                        .extracting(Fact.IntervalPaid::standing)
                        .contains(Fact.Standing.STANDING_BY);
            }
        }

        @Test
        void swapsToItWithoutAskingAnybody() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
                stage.awaitStandby(2, "WARM");
                stage.flow().begins(1);
                stage.flow().ends(1);
                stage.awaitUnit(1, "Executing");
                int asked = stage.alder().questions() + stage.birch().questions();

                stage.listener().failing(1, Failing.STALLED, "nothing came out for 400 ms");
                stage.flow().await("takeOver 2");

                assertThat(stage.alder().questions() + stage.birch().questions())
                        .isEqualTo(asked);
                assertThat(stage.birch().live()).hasSize(1);
                stage.flow().returns(1);
                stage.awaitUnit(1, "Done");
                assertThat(stage.moves())
                        .containsSubsequence(
                                "Executing > Retry",
                                "Retry > Left",
                                "SessionEstablished > SwapOrchestrator",
                                "SwapOrchestrator > Discovering",
                                "Discovering > SessionEstablished");
                stage.awaitLeft(Reason.STALLED);
                assertThat(stage.journal.facts(Fact.CandidateJudged.class))
                        .anySatisfy(judged -> assertThat(judged.reason()).startsWith("stands by"));
            }
        }

        @Test
        void looksForAnotherOneAfterTheSwap() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
                stage.awaitStandby(2, "WARM");

                stage.listener().failing(1, Failing.BROKEN, "connection reset");

                stage.flow().await("takeOver 2");
                stage.awaitStandby(3, "WARM");
                assertThat(stage.cedar().live()).hasSize(1);
            }
        }

        @Test
        void replacesOneThatDies() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
                stage.awaitStandby(2, "WARM");

                stage.listener().failing(2, Failing.BROKEN, "connection reset");

                stage.flow().await("detach 2");
                stage.awaitStandby(3, "WARM");
                assertThat(stage.cedar().live()).hasSize(1);
                assertThat(stage.moves()).doesNotContain("SessionEstablished > SwapOrchestrator");
            }
        }

        @Test
        void goesOnWithoutWhileNobodyWillAndTriesAgain() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM)) {
                stage.birch().refusesToStart(Reason.CAPPED);
                stage.served();

                stage.awaitStandby(3, "WARM");

                assertThat(stage.cedar().live()).hasSize(1);
            }
        }

        @Test
        void booksWhatAHotOneCharges() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.HOT).served()) {
                stage.awaitStandby(2, "HOT");
                stage.flow().whole(1);
                stage.awaitUnit(1, "Done");

                stage.work().cancel();
                stage.end();

                assertThat(stage.journal.facts(Fact.StandbyCharged.class))
                        .containsExactly(new Fact.StandbyCharged(
                                new Orchestrator(
                                        stage.birch().address(), stage.birch().service()),
                                Price.of(1_100, 1).times(UNIT_PIXELS)));
            }
        }
    }

    @Nested
    class ThatLeavesItsOrchestrator {

        @Test
        void losesNothingWhenThatIsDrained() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.WARM).served()) {
                stage.awaitStandby(2, "WARM");
                stage.flow().begins(1);
                stage.awaitUnit(1, "SegmentDispatch");

                stage.listener()
                        .event(1, "{\"event\":{\"type\":\"draining\"},\"queue_event_type\":\"ai_stream_events\"}");

                stage.flow().await("takeOver 2");
                assertThat(stage.flow().calls()).doesNotContain("detach 1");
                stage.flow().ends(1);
                stage.flow().returns(1);
                stage.flow().await("detach 1");
                stage.awaitUnit(1, "Done");
                stage.awaitLeft(Reason.DRAINING);
                assertThat(stage.moves()).doesNotContain("Executing > Retry", "SegmentDispatch > Retry");
            }
        }

        @Test
        void hearsThatItIsDrainedWhenItPays() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
                stage.alder().drain();

                stage.flow().begins(1);
                stage.pass(Duration.ofSeconds(5));

                stage.flow().await("takeOver 2");
                stage.awaitLeft(Reason.DRAINING);
            }
        }

        @Test
        void doesSoWhenItsPriceHasDoubled() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE).served()) {
                stage.alder().asks(Price.of(2_001, 1));

                stage.flow().begins(1);
                stage.pass(Duration.ofSeconds(5));

                stage.flow().await("takeOver 2");
                stage.journal.await(fact -> fact instanceof Fact.Moved moved && moved.reason() == Reason.PRICE_RAISED);
            }
        }

        @Test
        void paysOnceMoreWithFreshParametersBeforeItDoes() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
                stage.alder().refusesToBePaid(Reason.TICKET_REFUSED);
                stage.served();

                stage.journal.await(fact -> fact instanceof Fact.Remarked remark
                        && remark.sentence().contains("paid once more"));
                stage.journal.await(
                        _ -> stage.journal.facts(Fact.IntervalPaid.class).size() > 2);
                stage.flow().whole(1);
                stage.work().inputEnded();

                assertThat(stage.end()).isEqualTo(new Outcome.Completed(2));
                assertThat(stage.moves()).doesNotContain("SessionEstablished > SwapOrchestrator");
                assertThat(stage.alder()
                                .payments()
                                .getFirst()
                                .credential()
                                .manifest()
                                .text())
                        .isEqualTo("manifest-1");
            }
        }

        @Test
        void doesSoWhenItTakesNoPayment() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
                stage.alder().refusesToBePaid(Reason.TICKET_REFUSED).refusesToBePaid(Reason.TICKET_REFUSED);

                stage.flow().begins(0);
                stage.flow().await("takeOver 1");
                stage.pass(Duration.ofSeconds(1));

                stage.flow().await("takeOver 2");
                stage.awaitLeft(Reason.UNPAID);
                assertThat(stage.alder().payments()).hasSize(2);
                assertThat(stage.journal.facts(Fact.IntervalLost.class)).hasSize(2);
            }
        }

        @Test
        void startsOnceMoreWithFreshParameters() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
                stage.alder().refusesToStart(Reason.PARAMS_EXPIRED);

                stage.flow().begins(0);
                stage.flow().await("takeOver 1");

                assertThat(stage.alder().live()).hasSize(2);
                assertThat(stage.birch().live()).isEmpty();
            }
        }

        @Test
        void asksTheNextWhenOneHasNoRoom() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
                stage.alder().refusesToStart(Reason.CAPPED);

                stage.flow().begins(0);
                stage.flow().await("takeOver 2");

                assertThat(stage.birch().live()).hasSize(1);
            }
        }

        @Test
        void endsWhenTwoRunnersRefuseItsParameters() throws Exception {
            try (var stage = SessionStage.paying(folder)) {
                stage.alder().refusesToStart(Reason.PARAMETERS_REFUSED);
                stage.birch().refusesToStart(Reason.PARAMETERS_REFUSED);
                stage.begin(Standby.NONE).flow().begins(0);

                assertThat(stage.end())
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.reason()).isEqualTo(Reason.PARAMETERS_REFUSED));
                assertThat(stage.work().view().problem())
                        .hasValueSatisfying(why -> assertThat(why).contains("refused"));
                assertThat(stage.cedar().live()).isEmpty();
            }
        }

        @Test
        void doesNotBelieveOneRunnerAlone() throws Exception {
            try (var stage = SessionStage.paying(folder)) {
                stage.alder().refusesToStart(Reason.PARAMETERS_REFUSED);
                stage.begin(Standby.NONE).flow().begins(0);

                stage.flow().await("takeOver 2");
                assertThat(stage.birch().live()).hasSize(1);
            }
        }

        @Test
        void endsAtTheThirdSwapThatLedNowhere() throws Exception {
            try (var stage = SessionStage.paying(folder).begin(Standby.NONE)) {
                stage.flow().begins(0);
                for (int session = 1; session <= 3; session++) {
                    stage.flow().await("takeOver " + session);
                    stage.listener().failing(session, Failing.STALLED, "nothing came out");
                }

                assertThat(((Outcome.Failed) stage.end()).reason()).isEqualTo(Reason.TOO_MANY_SWAPS);
            }
        }
    }

    @Nested
    class AfterARestart {

        @Test
        void goesOnWhenItsPublisherComesBack() throws Exception {
            try (var first = SessionStage.paying(folder).begin(Standby.NONE).served()) {
                first.flow().begins(1);
                first.awaitUnit(1, "SegmentDispatch");
                var order = first.order();

                try (var second = first.restarted(Duration.ofMinutes(1))) {
                    resume(second, order);
                    second.begin(Standby.NONE);

                    assertThat(second.order().id()).isEqualTo(order.id());
                    second.flow().await("takeOver 1");
                    second.flow().whole(0);
                    second.awaitUnit(2, "Done");
                    assertThat(second.moves()).contains("SegmentDispatch > Left", "Left > Skipping");
                    second.work().inputEnded();
                    assertThat(second.end()).isEqualTo(new Outcome.Completed(2));
                }
            }
        }

        @Test
        void endsWithAReasonWhenItsPublisherDoesNot() throws Exception {
            try (var first = SessionStage.paying(folder).begin(Standby.NONE).served()) {
                var order = first.order();

                try (var second = first.restarted(Duration.ofMillis(20))) {
                    resume(second, order);

                    second.journal.await(fact -> fact instanceof Fact.JobEnded ended
                            && ended.reason() == Reason.PUBLISHER_GONE
                            && ended.published() == 1);
                    assertThat(second.peer.sellers())
                            .allSatisfy(seller -> assertThat(seller.live()).hasSizeLessThan(2));
                }
            }
        }

        private static void resume(SessionStage stage, RealtimeJobOrder order) {
            var id = new JobId(order.id());
            stage.jobs()
                    .awaitPublisher(
                            order, JobRecovery.restore(stage.journal.read(id)).orElseThrow());
        }
    }
}
