package io.headrace.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.SimulatedHost;
import io.headrace.media.PixelCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeWorkshop workshop = new FakeWorkshop(2);
    private final FakeTill till = new FakeTill();
    private final List<String> facts = new ArrayList<>();
    private final Admission admission =
            new Admission(AdmissionLimits.DEFAULT.withMaxSessions(2), host, workshop, till, log());

    @Test
    void answersAUnitWithItsRenditionsAndChargesForThem() {
        var sender = bring("a", 0);
        workshop.job(0).ends(Requests.done(3_456_000));
        settle();

        assertThat(sender.end).get().isInstanceOf(UnitState.Finished.class);
        assertThat(till.charges)
                .containsExactly(new FakeTill.Charge(sender.place.orElseThrow().unit(), new PixelCount(3_456_000)));
    }

    @Test
    void tellsWhoWorked() {
        bring("a", 0);
        workshop.job(0).begins(Requests.WORKER);

        assertThat(facts).contains("attempt 1 by alder-1 4711");
    }

    @Test
    void survivesTheDeathOfAWorkerWithoutTheSenderNoticing() {
        var sender = bring("a", 0);
        workshop.job(0).ends(Requests.died());
        settle();
        workshop.job(1).ends(Requests.done(1));
        settle();

        assertThat(sender.end).get().isInstanceOf(UnitState.Finished.class);
        assertThat(till.released).isEmpty();
        assertThat(till.charges).hasSize(1);
    }

    @Test
    void cancelsWorkThatStallsAndGivesTheCreditBack() {
        var sender = bring("a", 0);
        host.run(1_000);

        assertThat(workshop.job(0).wasCancelled()).isTrue();
        assertThat(failure(sender)).isEqualTo(new Failure.TookTooLong(Duration.ofSeconds(7)));
        assertThat(till.released).hasSize(1);
    }

    @Test
    void givesUpOnASenderThatStalls() {
        var sender = pay("a", 0);
        host.run(1_000);

        assertThat(failure(sender)).isInstanceOf(Failure.TookTooLong.class);
        assertThat(till.released).hasSize(1);
        assertThat(workshop.jobs()).isEmpty();
    }

    @Test
    void worksOnTheSameSegmentTwiceWhenItIsSentTwice() {
        var first = bring("a", 7);
        var second = bring("a", 7);
        workshop.job(0).ends(Requests.done(1));
        settle();
        workshop.job(1).ends(Requests.done(1));
        settle();

        assertThat(first.end).get().isInstanceOf(UnitState.Finished.class);
        assertThat(second.end).get().isInstanceOf(UnitState.Finished.class);
        assertThat(till.charges).extracting(FakeTill.Charge::unit).doesNotHaveDuplicates();
    }

    @Test
    void hearsOnlyTheFirstOutcomeOfAWorker() {
        bring("a", 0);
        workshop.job(0).ends(Requests.done(1));
        workshop.job(0).ends(Requests.done(1));
        settle();

        assertThat(till.charges).hasSize(1);
    }

    @Test
    void letsTheWorkshopGoOfASessionThatIsOver() {
        bring("a", 0);
        workshop.job(0).ends(Requests.done(1));
        host.run(1_000);

        assertThat(workshop.endedSessions()).containsExactly(Requests.session("a"));
        assertThat(facts).endsWith("closed a IDLE");
    }

    @Test
    void saysWhyANewSessionWouldBeRefused() {
        ask("a", 0);
        ask("b", 0);

        assertThat(admission.refusalOfNewSession()).contains(new Refusal.Capped(2, 2));
    }

    @Test
    void reportsThatItIsDrained() {
        admission.drain(Duration.ofMinutes(1));
        settle();

        assertThat(facts).containsExactly("drained");
        assertThat(ask("a", 0).refusal).contains(new Refusal.Draining());
    }

    @Test
    void answersEverybodyWhenADecisionThrows() {
        var waiting = bring("a", 0);
        admission.paymentAccepted(waiting.place.orElseThrow(), Requests.COVER);
        settle();

        assertThat(failure(waiting)).isEqualTo(new Failure.DeskStopped());
        assertThat(workshop.job(0).wasCancelled()).isTrue();
        assertThat(facts).contains("stopped");
        assertThat(ask("b", 0).refusal).contains(new Refusal.Draining());
    }

    private static Failure failure(RecordingSender sender) {
        return ((UnitState.Failed) sender.end.orElseThrow()).failure();
    }

    private RecordingSender ask(String session, long seq) {
        var sender = new RecordingSender();
        admission.request(
                Requests.session(session), Requests.GATEWAY, Requests.STREAM, seq, Duration.ofSeconds(2), sender);
        settle();
        return sender;
    }

    private RecordingSender pay(String session, long seq) {
        var sender = ask(session, seq);
        admission.paymentAccepted(sender.place.orElseThrow(), Requests.COVER);
        settle();
        return sender;
    }

    private RecordingSender bring(String session, long seq) {
        var sender = pay(session, seq);
        var request = sender.place.orElseThrow();
        admission.sourceArrived(request, Requests.order(request));
        settle();
        return sender;
    }

    /** Lets everything happen that is due now. */
    private void settle() {
        var now = host.moment().now();
        var marker = new boolean[1];
        host.after(Duration.ofNanos(1), () -> marker[0] = true);
        while (!marker[0]) {
            host.step();
        }
        assertThat(host.moment().now()).isEqualTo(now.plusNanos(1));
    }

    private AdmissionLog log() {
        return new AdmissionLog() {
            @Override
            public void workerBegan(UnitRequest request, int attempt, Worker worker) {
                facts.add("attempt " + attempt + " by " + worker.name() + " " + worker.pid());
            }

            @Override
            public void sessionClosed(SessionId session, Session.Cause cause) {
                facts.add("closed " + session + " " + cause);
            }

            @Override
            public void drained() {
                facts.add("drained");
            }

            @Override
            public void stopped(RuntimeException bug) {
                facts.add("stopped");
            }
        };
    }
}
