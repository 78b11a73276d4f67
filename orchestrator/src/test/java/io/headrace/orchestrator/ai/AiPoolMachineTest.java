package io.headrace.orchestrator.ai;

import static io.headrace.orchestrator.ai.AiPoolScript.LIVE;
import static io.headrace.orchestrator.ai.AiPoolScript.finished;
import static io.headrace.orchestrator.ai.AiPoolScript.joined;
import static io.headrace.orchestrator.ai.AiPoolScript.placed;
import static io.headrace.orchestrator.ai.AiPoolScript.ready;
import static io.headrace.orchestrator.ai.AiPoolScript.told;
import static io.headrace.orchestrator.ai.AiPoolScript.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.Caller;
import io.headrace.pipeline.ModelConstraint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AiPoolMachineTest {

    private final AiPoolScript script = new AiPoolScript();

    @Test
    void givesOrdersToWhoeverHasTheMostOfItsPlacesFree() {
        script.happens(joined(1, "a", 4), joined(2, "b", 2));

        script.happens(placed(1), placed(2), placed(3));

        assertThat(script.given()).isEqualTo(Map.of(1L, 1L, 2L, 2L, 3L, 1L));
    }

    @Test
    void prefersAWorkerThatHasTheModelLoaded() {
        script.happens(joined(1, "a", new ModelConstraint(false, 4, "", 0)), joined(2, "b", 1));

        script.happens(placed(1), placed(2));

        assertThat(script.given()).isEqualTo(Map.of(1L, 2L, 2L, 1L));
    }

    @Test
    void saysAtOnceWhenNobodyHasAPlace() {
        script.happens(joined(1, "a", 1), placed(1));

        script.happens(placed(2), placed(3, "another"));

        assertThat(script.ends(2)).containsExactly(new AiOutcome.NoPlace());
        assertThat(script.ends(3)).containsExactly(new AiOutcome.NoPlace());
    }

    @Test
    void givesAPermitBackOnceHoweverOftenTheEndIsTold() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Running()));

        script.happens(finished(1), finished(1), told(1, new AiNews.Declined()));

        assertThat(script.ends(1)).containsExactly(new AiOutcome.Finished());
        script.happens(placed(2), placed(3));
        assertThat(script.given()).containsEntry(2L, 1L);
        assertThat(script.ends(3)).containsExactly(new AiOutcome.NoPlace());
    }

    @Test
    void tellsOnceThatTheWorkIsUnderWay() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Accepted()));

        var effects = script.happens(told(1, new AiNews.Running()), told(1, new AiNews.Running()));

        assertThat(effects).containsExactly(new AiPoolEffect.ReportRunning(1));
    }

    @Test
    void goesOnToAnotherWorkerWhenTheFirstDeclines() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(1), told(1, new AiNews.Declined()));
        assertThat(script.given()).isEqualTo(Map.of(1L, 1L, 2L, 2L));

        script.happens(told(2, new AiNews.Declined()));

        assertThat(script.ends(1)).containsExactly(new AiOutcome.NoPlace());
    }

    @Test
    void goesOnToAnotherWorkerWhenTheFirstSaysNothing() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(1));

        var effects = script.happens(new AiPoolEvent.SilenceSeen(1));

        assertThat(effects).anyMatch(AiPoolEffect.Withdraw.class::isInstance);
        assertThat(script.given()).containsEntry(2L, 2L);
        assertThat(script.capacity())
                .as("without the permit that the silent one holds")
                .isEqualTo(1);
        assertThat(script.happens(new AiPoolEvent.HangingSeen(1))).contains(new AiPoolEffect.SendAway(1));
        assertThat(script.ends(1)).isEmpty();
    }

    @Test
    void saysWhoWasSilentWhenThereIsNobodyElse() {
        script.happens(joined(1, "a", 1), placed(1), new AiPoolEvent.SilenceSeen(1));

        assertThat(script.ends(1)).containsExactly(new AiOutcome.Failed("Worker a said nothing within 3000 ms"));
    }

    @Test
    void takesAWordInTimeForASignOfLife() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Accepted()));

        assertThat(script.happens(new AiPoolEvent.SilenceSeen(1))).isEmpty();
    }

    @Test
    void losesWhatWasBegunWithItsWorkerAtOnce() {
        script.happens(joined(1, "a", 2), joined(2, "b", 2), placed(1), told(1, new AiNews.Running()));

        script.happens(new AiPoolEvent.WorkerLeft(1, "is gone"));

        assertThat(script.ends(1)).containsExactly(new AiOutcome.Failed("Worker a is gone"));
        assertThat(script.capacity()).isEqualTo(2);
    }

    @Test
    void loosesNothingThatWasNotBegun() {
        script.happens(joined(1, "a", 1), joined(2, "b", 1), placed(1), told(1, new AiNews.Accepted()));

        script.happens(new AiPoolEvent.WorkerLeft(1, "is gone"));

        assertThat(script.given()).containsEntry(2L, 2L);
        assertThat(script.ends(1)).isEmpty();
    }

    @Test
    void holdsThePermitOfWhatWasCancelledUntilItHasEnded() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Accepted()));

        var effects = script.happens(new AiPoolEvent.OrderCancelled(1), new AiPoolEvent.OrderCancelled(1));

        assertThat(effects).filteredOn(AiPoolEffect.Withdraw.class::isInstance).hasSize(1);
        assertThat(script.ends(1)).isEmpty();
        script.happens(placed(2));
        assertThat(script.ends(2)).containsExactly(new AiOutcome.NoPlace());
        script.happens(finished(1), placed(3));
        assertThat(script.ends(1)).containsExactly(new AiOutcome.Finished());
        assertThat(script.given()).containsEntry(2L, 1L);
    }

    @Test
    void sendsAWorkerAwayThatDoesNotEndWhatWasCancelled() {
        script.happens(joined(1, "a", 2), placed(1), placed(2), told(2, new AiNews.Running()));
        script.happens(new AiPoolEvent.OrderCancelled(1));

        var effects = script.happens(new AiPoolEvent.HangingSeen(1));

        assertThat(effects).contains(new AiPoolEffect.SendAway(1));
        assertThat(script.ends(1)).hasSize(1);
        assertThat(script.ends(2)).containsExactly(new AiOutcome.Failed("Worker a did not end a task within 15000 ms"));
        assertThat(script.happens(new AiPoolEvent.WorkerLeft(1, "is gone"))).isEmpty();
    }

    @Test
    void givesAWorkerThatLeavesNothingNewAndCountsWhatItStillDoes() {
        script.happens(joined(1, "a", 3), joined(2, "b", 1), placed(1), told(1, new AiNews.Running()));

        script.happens(new AiPoolEvent.WorkerDrained(new Worker("a", 1)), placed(2), placed(3));

        assertThat(script.given()).isEqualTo(Map.of(1L, 1L, 2L, 2L));
        assertThat(script.ends(3)).hasSize(1);
        assertThat(script.capacity()).isEqualTo(2);
        script.happens(finished(1));
        assertThat(script.capacity()).isEqualTo(1);
    }

    @Test
    void endsTheOrderOfWhichNonsenseIsToldAndKeepsThePermit() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Garbled("noise")));

        assertThat(script.ends(1)).containsExactly(new AiOutcome.Failed("What worker a told makes no sense: noise"));
        assertThat(script.capacity()).isZero();
        script.happens(finished(1));
        assertThat(script.capacity()).isEqualTo(1);
        assertThat(script.ends(1)).hasSize(1);
    }

    @Test
    void takesAnEarlierRegistrationOfTheSameProcessForDead() {
        script.happens(joined(1, "a", 1), placed(1), told(1, new AiNews.Running()));
        var again = new AiPoolEvent.WorkerJoined(
                2, script.pool.members().firstEntry().getValue().worker());

        var effects = script.happens(again);

        assertThat(effects).contains(new AiPoolEffect.SendAway(1));
        assertThat(script.ends(1)).containsExactly(new AiOutcome.Failed("Worker a registered anew"));
        assertThat(script.capacity()).isEqualTo(1);
    }

    @Test
    void offersTheOldestVersionOfAModelAndWhetherAnybodyHasItLoaded() {
        script.happens(
                joined(1, "a", new ModelConstraint(false, 2, "1.10.0", 0)),
                joined(2, "b", new ModelConstraint(true, 3, "1.9.0", 0)));

        assertThat(script.pool.offer(LIVE)).isEqualTo(Map.of("noop", new ModelConstraint(true, 5, "1.9.0", 0)));
        assertThat(script.pool.offer(27)).isEmpty();
    }

    @Test
    void endsEverythingWhenItIsClosed() {
        script.happens(joined(1, "a", 2), placed(1), placed(2), new AiPoolEvent.OrderCancelled(2));

        script.happens(new AiPoolEvent.Closed());

        assertThat(script.ends(1)).hasSize(1);
        assertThat(script.ends(2)).hasSize(1);
        assertThat(script.pool.open()).isFalse();
    }

    @Test
    void keepsAPlaceUntilItIsKnownWhatForAndTellsTheWorkerOnlyThen() {
        var effects = script.happens(joined(1, "a", 1), wanted(1), wanted(2));

        assertThat(effects).contains(new AiPoolEffect.ReportPlaced(1));
        assertThat(script.given()).isEmpty();
        assertThat(script.ends(2)).containsExactly(new AiOutcome.NoPlace());
        assertThat(script.pool.offer(LIVE)).isEqualTo(Map.of("noop", new ModelConstraint(true, 1, "1.0.0", 1)));

        script.happens(ready(1), ready(1));

        assertThat(script.given()).isEqualTo(Map.of(1L, 1L));
        script.happens(finished(1));
        assertThat(script.ends(1)).containsExactly(new AiOutcome.Finished());
    }

    @Test
    void hearsNothingOfAPlaceThatIsOnlyKept() {
        script.happens(joined(1, "a", 1), wanted(1));

        script.happens(finished(1), told(1, new AiNews.Declined()), told(1, new AiNews.Garbled("noise")));

        assertThat(script.ends(1)).isEmpty();
        assertThat(script.pool.errands()).hasSize(1);
    }

    @Test
    void keepsAnotherWorkersPlaceWhenTheFirstOneLeaves() {
        script.happens(joined(1, "a", 2), joined(2, "b", 1), wanted(1));

        var effects = script.happens(new AiPoolEvent.WorkerLeft(1, "is gone"));

        assertThat(effects).noneMatch(AiPoolEffect.ReportPlaced.class::isInstance);
        script.happens(ready(1));
        assertThat(script.given()).containsValue(2L).hasSize(1);
        script.happens(new AiPoolEvent.WorkerLeft(2, "is gone"));
        assertThat(script.ends(1)).containsExactly(new AiOutcome.Failed("Worker b is gone"));
    }

    @Test
    void doesNothingForAnOrderWhosePlaceWasLost() {
        script.happens(joined(1, "a", 1), wanted(1), new AiPoolEvent.WorkerLeft(1, "is gone"), joined(2, "b", 1));

        assertThat(script.happens(ready(1))).isEmpty();
        assertThat(script.ends(1)).hasSize(1);
    }

    @Test
    void givesAKeptPlaceBackAtOnceWhenNobodyWantsIt() {
        script.happens(joined(1, "a", 1), wanted(1), new AiPoolEvent.OrderCancelled(1));

        assertThat(script.effects).noneMatch(AiPoolEffect.Withdraw.class::isInstance);
        assertThat(script.happens(wanted(2))).contains(new AiPoolEffect.ReportPlaced(2));
    }

    @Test
    void letsAWorkerThatIsNotOursGoOnForAsLongAsTheWorkMayTake() {
        script.happens(
                new AiPoolEvent.WorkerJoined(
                        1,
                        new AiWorker(
                                new Caller("10.0.0.1:4000", 0),
                                Map.of(new AiSkill(LIVE, "noop"), new ModelConstraint(true, 1, "", 0)))),
                placed(1));

        assertThat(script.happens(new AiPoolEvent.OrderCancelled(1)))
                .contains(new AiPoolEffect.Wake(AiPoolScript.HEARD, new AiPoolEvent.HangingSeen(1)));
    }
}
