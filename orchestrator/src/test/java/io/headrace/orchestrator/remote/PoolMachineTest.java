package io.headrace.orchestrator.remote;

import static io.headrace.orchestrator.remote.PoolScript.delivered;
import static io.headrace.orchestrator.remote.PoolScript.joined;
import static io.headrace.orchestrator.remote.PoolScript.placed;
import static io.headrace.orchestrator.remote.PoolScript.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.Worker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolMachineTest {

    private static final SessionId OTHER = new SessionId("other");

    private final PoolScript script = new PoolScript(PoolTimes.DEFAULT);

    @Test
    void givesEachNewSessionToTheWorkerWithTheLeastToDo() {
        script.happens(joined(1, "a", 4), joined(2, "b", 2));

        script.happens(placed(10, new SessionId("s1"), 1), placed(11, new SessionId("s2"), 2), placed(12, OTHER, 3));

        assertThat(script.assignments()).containsExactly(Map.entry(10L, 1L), Map.entry(11L, 2L), Map.entry(12L, 1L));
    }

    @Test
    void staysWithTheWorkerThatKnowsTheSessionWhileItIsFree() {
        script.happens(
                joined(1, "a", 2), joined(2, "b", 2), placed(10, OTHER, 1), placed(11, OTHER, 2), placed(12, OTHER, 3));

        assertThat(script.assignments()).containsExactly(Map.entry(10L, 1L), Map.entry(11L, 1L), Map.entry(12L, 2L));
    }

    @Test
    void givesAUnitToAnotherWorkerThanTheOneThatFailedAtIt() {
        script.happens(joined(1, "a", 2), joined(2, "b", 2), placed(10, OTHER, 1));
        script.happens(new PoolEvent.Garbled(10, "noise"));

        script.happens(placed(11, OTHER, 1));

        assertThat(script.assignments()).endsWith(Map.entry(11L, 2L));
    }

    @Test
    void givesAUnitToTheSameWorkerAgainWhenThereIsNoOther() {
        script.happens(
                joined(1, "a", 1), placed(10, OTHER, 1), new PoolEvent.Garbled(10, "noise"), placed(11, OTHER, 1));

        assertThat(script.assignments()).endsWith(Map.entry(11L, 1L));
    }

    @Test
    void letsOrdersWaitForAFreeSlotInTheirOrder() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1), placed(11, OTHER, 2), placed(12, OTHER, 3));
        assertThat(script.assignments()).hasSize(1);

        script.happens(delivered(10), delivered(11));

        assertThat(script.assignments()).extracting(Map.Entry::getKey).containsExactly(10L, 11L, 12L);
    }

    @Test
    void countsASlotAsLostUntilItsAbandonedTaskIsDelivered() {
        script.happens(joined(1, "a", 2), placed(10, OTHER, 1), new PoolEvent.OrderCancelled(10));

        assertThat(script.pool.capacity()).isEqualTo(1);
        script.happens(delivered(10));
        assertThat(script.pool.capacity()).isEqualTo(2);
        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Died.class);
    }

    @Test
    void sendsAWorkerAwayThatHangs() {
        script.happens(joined(1, "a", 2), placed(10, OTHER, 1), placed(11, OTHER, 2));
        script.happens(new PoolEvent.PatienceEnded(10));
        assertThat(script.effects).contains(new PoolEffect.Wake(Duration.ofSeconds(15), new PoolEvent.HangingSeen(10)));

        script.happens(new PoolEvent.HangingSeen(10));

        assertThat(script.effects).contains(new PoolEffect.SendAway(1), new PoolEffect.AnnounceCapacity(0));
        assertThat(script.reports(11)).singleElement().isInstanceOf(Outcome.Died.class);
    }

    @Test
    void keepsAWorkerThatWasOnlyLate() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1), new PoolEvent.PatienceEnded(10), delivered(10));

        script.happens(new PoolEvent.HangingSeen(10));

        assertThat(script.pool.members()).hasSize(1);
    }

    @Test
    void endsAnOrderThatWaitedInVain() {
        script.happens(placed(10, OTHER, 1), new PoolEvent.WaitEnded(10), new PoolEvent.WaitEnded(10));

        assertThat(script.reports(10)).containsExactly(new Outcome.NoWorker("no transcoders available"));
    }

    @Test
    void forgetsASessionThatEnded() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1), delivered(10), new PoolEvent.SessionEnded(OTHER));

        assertThat(script.pool.sessions()).isEmpty();
        assertThat(script.effects).contains(new PoolEffect.TearDown(1, OTHER));
    }

    @Test
    void keepsNewSessionsApartThoughTheirWorkersAreIdleBetweenUnits() {
        script.happens(joined(1, "a", 4), joined(2, "b", 4));

        for (int session = 0; session < 4; session++) {
            script.happens(placed(10 + session, new SessionId("s" + session), 1), delivered(10 + session));
        }

        assertThat(script.assignments()).extracting(Map.Entry::getValue).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void givesAnOverdueOrderToASecondWorkerAndTakesTheFirstAnswer() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(10, OTHER, 1));
        assertThat(script.effects).contains(new PoolEffect.Wake(Duration.ofSeconds(2), new PoolEvent.OverdueSeen(10)));

        script.happens(new PoolEvent.OverdueSeen(10));

        assertThat(script.assignments()).containsExactly(Map.entry(10L, 1L), Map.entry(second(10), 2L));
        assertThat(script.pool.capacity()).isEqualTo(1);
        script.happens(delivered(second(10)));
        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Done.class);
        assertThat(script.pool.capacity()).isEqualTo(1);
        script.happens(new PoolEvent.DeliveredInVain(10));
        assertThat(script.reports(10)).hasSize(1);
        assertThat(script.pool.capacity()).isEqualTo(2);
        assertThat(script.pool.tally()).isEqualTo(new Pool.Tally(0, 1, 1));
    }

    @Test
    void takesTheLateAnswerOfTheFirstWorkerWhenItIsFirst() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(10, OTHER, 1), new PoolEvent.OverdueSeen(10));

        script.happens(delivered(10), delivered(second(10)));

        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Done.class);
        assertThat(script.pool.capacity()).isEqualTo(2);
    }

    @Test
    void sharesAnOverdueOrderAsSoonAsSomebodyIsFree() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1), new PoolEvent.OverdueSeen(10));
        assertThat(script.assignments()).hasSize(1);

        script.happens(joined(2, "b", 1));

        assertThat(script.assignments()).endsWith(Map.entry(second(10), 2L));
    }

    @Test
    void servesThoseThatWaitBeforeThoseThatAreOverdue() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1), placed(11, OTHER, 2), new PoolEvent.OverdueSeen(10));

        script.happens(joined(2, "b", 1));

        assertThat(script.assignments()).endsWith(Map.entry(11L, 2L));
    }

    @Test
    void waitsForTheSecondWorkerWhenTheFirstFails() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(10, OTHER, 1), new PoolEvent.OverdueSeen(10));

        script.happens(new PoolEvent.WorkerLeft(1, "gone"));

        assertThat(script.reports(10)).isEmpty();
        assertThat(script.effects).contains(new PoolEffect.Withdraw(10));
        script.happens(new PoolEvent.Garbled(second(10), "noise"));
        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Died.class);
    }

    @Test
    void sharesAnOrderOnceAtMost() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), joined(3, "c", 1), placed(10, OTHER, 1));

        script.happens(
                new PoolEvent.OverdueSeen(10),
                new PoolEvent.Garbled(second(10), "noise"),
                new PoolEvent.OverdueSeen(10));

        assertThat(script.assignments()).hasSize(2);
        script.happens(delivered(10));
        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Done.class);
    }

    @Test
    void givesNothingNewToAWorkerThatOwesAnAnswerWhileAnotherIsFree() {
        script.happens(joined(1, "a", 3), joined(2, "b", 3), placed(10, OTHER, 1), new PoolEvent.OverdueSeen(10));
        script.happens(delivered(second(10)));

        script.happens(placed(11, OTHER, 2), placed(12, new SessionId("new"), 3));

        assertThat(script.assignments()).endsWith(Map.entry(11L, 2L), Map.entry(12L, 2L));
    }

    @Test
    void givesNothingNewToAWorkerWhoseOrderIsShared() {
        script.happens(joined(1, "a", 3), joined(2, "b", 3), placed(10, OTHER, 1), new PoolEvent.OverdueSeen(10));

        script.happens(placed(11, new SessionId("new"), 1), placed(12, new SessionId("newer"), 1));

        assertThat(script.assignments()).endsWith(Map.entry(11L, 2L), Map.entry(12L, 2L));
    }

    @Test
    void expectsOfASessionWhatItsUnitsHaveTaken() {
        script.happens(joined(1, "a", 1), placed(10, OTHER, 1));
        script.passes(Duration.ofMillis(1_500));
        script.happens(delivered(10));

        script.happens(placed(11, OTHER, 2));

        assertThat(script.effects)
                .contains(new PoolEffect.Wake(Duration.ofMillis(3_500), new PoolEvent.OverdueSeen(11)));
    }

    @Test
    void waitsForWhatAWorkerDeliversThatHasLeftPolitely() {
        script.happens(joined(1, "a", 2), placed(10, OTHER, 1));

        script.happens(new PoolEvent.WorkerDrained(new Worker("a", 1)), new PoolEvent.WorkerLeft(1, "closed"));

        assertThat(script.reports(10)).isEmpty();
        assertThat(script.pool.capacity()).isZero();
        script.happens(placed(11, OTHER, 2), delivered(10));
        assertThat(script.assignments()).hasSize(1);
        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Done.class);
        assertThat(script.pool.leaving()).isEmpty();
        assertThat(script.pool.tally().lost()).isZero();
    }

    @Test
    void givesWhatALeavingWorkerOwesToAnother() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(10, OTHER, 1));
        script.happens(new PoolEvent.WorkerDrained(new Worker("a", 1)), new PoolEvent.WorkerLeft(1, "closed"));

        script.happens(new PoolEvent.OverdueSeen(10), delivered(second(10)), new PoolEvent.HangingSeen(10));

        assertThat(script.reports(10)).singleElement().isInstanceOf(Outcome.Done.class);
        assertThat(script.pool.leaving()).isEmpty();
        assertThat(script.pool.capacity()).isEqualTo(1);
    }

    @Test
    void doesNotTakeAStrangersWordForAWorkersLeaving() {
        script.happens(joined(1, "a", 1), joined(0, "127.0.0.1:5", 1));

        script.happens(new PoolEvent.WorkerDrained(new Worker("a", 2)));
        script.happens(new PoolEvent.WorkerDrained(new Worker("127.0.0.1:5", 0)));

        assertThat(script.pool.members()).hasSize(2);
    }

    @Test
    void countsWhatIsConnectedAndLost() {
        script.happens(joined(1, "a", 2), joined(2, "b", 1), placed(10, OTHER, 1), new PoolEvent.WorkerLeft(1, "gone"));
        script.happens(placed(11, OTHER, 2), placed(12, OTHER, 3));

        assertThat(WorkerCounts.of(script.pool)).isEqualTo(new WorkerCounts(1, 0, 1, 1, 1, 1, 0, 0));
    }
}
