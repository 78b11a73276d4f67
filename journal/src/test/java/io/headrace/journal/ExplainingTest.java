package io.headrace.journal;

import static io.headrace.journal.Facts.AT;
import static io.headrace.journal.Facts.JOB;
import static io.headrace.journal.Facts.ORCHESTRATOR;
import static io.headrace.journal.Facts.dispatched;
import static io.headrace.journal.Facts.moved;
import static io.headrace.journal.Facts.ticketsSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobClass;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExplainingTest {

    private static final List<JournalEntry> GATEWAY = entries(
            new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"),
            moved("start", "JobCreated", "Idle"),
            new Fact.CandidateJudged(1, ORCHESTRATOR, Fact.Finding.CHOSEN, "newcomer"),
            moved(0, 1, "Ready", "Begun", "SegmentDispatch", Reason.AS_PLANNED),
            dispatched(0, 1),
            ticketsSent(0, 1),
            moved(0, 1, "SegmentDispatch", "Failed", "Retry", Reason.WORKER_LOST),
            new Fact.CreditLost(0, 1, ORCHESTRATOR, Credit.of(40), Reason.WORKER_LOST),
            dispatched(0, 2),
            moved(0, 2, "Publishing", "Published", "Settling", Reason.AS_PLANNED),
            new Fact.FeeSettled(0, 2, ORCHESTRATOR, Credit.of(90)),
            moved(0, 2, "Settling", "Settled", "Done", Reason.AS_PLANNED),
            new Fact.JobEnded("Completed", 1, Reason.AS_PLANNED));

    private static final List<JournalEntry> WORKING_SIDE = entries(
            new Fact.WorkerNamed(0, "worker-1", 4711),
            new Fact.WinnerFound(Facts.HASH, Wei.of(500)),
            new Fact.Redeemed(Facts.HASH, Wei.of(500), Facts.HASH));

    @Test
    void answersInTheShapeOfTheMachineReadableFace() {
        var explanation = Explaining.explain(JOB, GATEWAY, Map.of(ORCHESTRATOR, WORKING_SIDE))
                .orElseThrow();

        assertThat(explanation.json())
                .startsWith("""
                    {"job":"stream-1","class":"video","pipeline":"video-transcoding","state":"Completed","candidates":[\
                    {"orchestrator":"0x00000000000000000000000000000000000000AA","chosen":true,"reason":"newcomer"}],\
                    "segments":[{"segment":0,"attempts":[\
                    """)
                .contains("""
                    "worker":null,"tickets":[{"randHash":"0x000000000000000000000000000000000000000000000000000000000000004d",\
                    "nonce":4,"faceValue":"500","expectedValue":"50"},\
                    """)
                .contains("""
                    "worker":{"name":"worker-1","pid":4711},"tickets":[],"fee":"90","reason":"published"}\
                    """)
                .contains("""
                    {"at":"2026-01-02T03:04:05.678Z","segment":0,"from":"SessionEstablished","event":"Begun",\
                    "to":"SegmentDispatch","reason":"as-planned","orchestrator":"0x00000000000000000000000000000000000000AA"}\
                    """)
                .endsWith("""
                    "payments":{"fee":"90","lost":"40","tickets":2,"winners":1,"redeemed":"500"}}\
                    """);
    }

    @Test
    void namesTheReasonOfEveryAttemptThatFailed() {
        var explanation = Explaining.explain(JOB, GATEWAY, Map.of()).orElseThrow();

        assertThat(explanation.segments().getFirst().attempts())
                .extracting(Explanation.AttemptLine::reason)
                .containsExactly("worker-lost", "published");
    }

    @Test
    void listsWhatBecameOfTheMoneyOfEverySession() {
        var told = entries(
                new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), "waiting for money: deposit 3, needs 9"),
                new Fact.Remarked(OptionalLong.of(0), OptionalInt.of(1), "the connection was closed"),
                new Fact.SessionClosed(ORCHESTRATOR, Credit.of(9), Credit.of(5), Credit.of(1), Credit.of(3)));

        var explanation = Explaining.explain(JOB, told, Map.of()).orElseThrow();

        assertThat(explanation.sessions())
                .containsExactly(new Explanation.SessionLine(AT, ORCHESTRATOR.toString(), "9", "5", "1", "3"));
        assertThat(explanation.remarks())
                .containsExactly(new Explanation.RemarkLine(AT, "waiting for money: deposit 3, needs 9"));
        assertThat(ExplanationText.print(explanation))
                .contains("sent 9 wei, of which 5 for work, 1 lost, 3 left there")
                .contains("waiting for money: deposit 3, needs 9");
    }

    @Test
    void listsWhatWasPaidByTheInterval() {
        var told = entries(
                Facts.intervalPaid(Fact.Standing.SERVING),
                Facts.intervalPaid(Fact.Standing.STANDING_BY),
                new Fact.IntervalLost(ORCHESTRATOR, Credit.of(20), Reason.UNPAID),
                new Fact.StandbyCharged(ORCHESTRATOR, Credit.of(7)));

        var explanation = Explaining.explain(JOB, told, Map.of()).orElseThrow();

        assertThat(explanation.intervals())
                .containsExactly(
                        new Explanation.IntervalLine(AT, ORCHESTRATOR.toString(), false, 13_824_000, 3, "150"),
                        new Explanation.IntervalLine(AT, ORCHESTRATOR.toString(), true, 13_824_000, 3, "150"));
        assertThat(explanation.payments())
                .extracting(Explanation.Payments::fee, Explanation.Payments::lost, Explanation.Payments::tickets)
                .containsExactly("7", "20", 6L);
        assertThat(ExplanationText.print(explanation)).contains("standby   13824000 units  3 tickets  150 wei");
        assertThat(Bill.of(told).lines())
                .containsExactly(new Bill.Line(ORCHESTRATOR, Credit.of(7), Credit.of(20), 6, Credit.of(300)));
    }

    @Test
    void knowsNothingOfAJobThatNobodyHeardOf() {
        assertThat(Explaining.explain(JOB, List.of(), Map.of())).isEmpty();
    }

    @Test
    void printsRowsForPeople() {
        var text =
                ExplanationText.print(Explaining.explain(JOB, GATEWAY, Map.of()).orElseThrow());

        assertThat(text)
                .contains("row 6   SessionEstablished -> SegmentDispatch by Begun: as-planned")
                .contains("Paid 90 wei for work, 40 wei lost; 2 tickets");
    }

    @Test
    void billsFeesAndLossesApart() {
        var line = Bill.of(GATEWAY).lines().getFirst();

        assertThat(line).isEqualTo(new Bill.Line(ORCHESTRATOR, Credit.of(90), Credit.of(40), 2, Credit.of(100)));
    }

    @Test
    void sumsUpAJobInOneLine() {
        assertThat(JobSummary.of(JOB, GATEWAY))
                .contains(new JobSummary("stream-1", "video", "video-transcoding", "Completed", AT, 1, "90"));
    }

    private static List<JournalEntry> entries(Fact... facts) {
        return List.of(facts).stream().map(Facts::entry).toList();
    }
}
