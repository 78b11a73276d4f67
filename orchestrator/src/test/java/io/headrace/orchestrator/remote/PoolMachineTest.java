package io.headrace.orchestrator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.wire.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolMachineTest {

    private static final SessionId OTHER = new SessionId("other");

    private final PoolMachine machine = new PoolMachine(Duration.ofSeconds(3), Duration.ofSeconds(15));
    private final List<PoolEffect> effects = new ArrayList<>();
    private Pool pool = Pool.EMPTY;

    @Test
    void givesEachNewSessionToTheWorkerWithTheLeastToDo() {
        happens(joined(1, "a", 4), joined(2, "b", 2));

        happens(placed(10, new SessionId("s1"), 1), placed(11, new SessionId("s2"), 2), placed(12, OTHER, 3));

        assertThat(assignments()).containsExactly(Map.entry(10L, 1L), Map.entry(11L, 2L), Map.entry(12L, 1L));
    }

    @Test
    void staysWithTheWorkerThatKnowsTheSessionWhileItIsFree() {
        happens(joined(1, "a", 2), joined(2, "b", 2), placed(10, OTHER, 1), placed(11, OTHER, 2), placed(12, OTHER, 3));

        assertThat(assignments()).containsExactly(Map.entry(10L, 1L), Map.entry(11L, 1L), Map.entry(12L, 2L));
    }

    @Test
    void givesAUnitToAnotherWorkerThanTheOneThatFailedAtIt() {
        happens(joined(1, "a", 2), joined(2, "b", 2), placed(10, OTHER, 1));
        happens(new PoolEvent.Garbled(10, "noise"));

        happens(placed(11, OTHER, 1));

        assertThat(assignments()).endsWith(Map.entry(11L, 2L));
    }

    @Test
    void givesAUnitToTheSameWorkerAgainWhenThereIsNoOther() {
        happens(joined(1, "a", 1), placed(10, OTHER, 1), new PoolEvent.Garbled(10, "noise"), placed(11, OTHER, 1));

        assertThat(assignments()).endsWith(Map.entry(11L, 1L));
    }

    @Test
    void letsOrdersWaitForAFreeSlotInTheirOrder() {
        happens(joined(1, "a", 1), placed(10, OTHER, 1), placed(11, OTHER, 2), placed(12, OTHER, 3));
        assertThat(assignments()).hasSize(1);

        happens(delivered(10), delivered(11));

        assertThat(assignments()).extracting(Map.Entry::getKey).containsExactly(10L, 11L, 12L);
    }

    @Test
    void countsASlotAsLostUntilItsAbandonedTaskIsDelivered() {
        happens(joined(1, "a", 2), placed(10, OTHER, 1), new PoolEvent.OrderCancelled(10));

        assertThat(pool.capacity()).isEqualTo(1);
        happens(delivered(10));
        assertThat(pool.capacity()).isEqualTo(2);
        assertThat(reports(10)).singleElement().isInstanceOf(Outcome.Died.class);
    }

    @Test
    void sendsAWorkerAwayThatHangs() {
        happens(joined(1, "a", 2), placed(10, OTHER, 1), placed(11, OTHER, 2));
        happens(new PoolEvent.PatienceEnded(10));
        assertThat(effects).contains(new PoolEffect.Wake(Duration.ofSeconds(15), new PoolEvent.HangingSeen(10)));

        happens(new PoolEvent.HangingSeen(10));

        assertThat(effects).contains(new PoolEffect.SendAway(1), new PoolEffect.AnnounceCapacity(0));
        assertThat(reports(11)).singleElement().isInstanceOf(Outcome.Died.class);
    }

    @Test
    void keepsAWorkerThatWasOnlyLate() {
        happens(joined(1, "a", 1), placed(10, OTHER, 1), new PoolEvent.PatienceEnded(10), delivered(10));

        happens(new PoolEvent.HangingSeen(10));

        assertThat(pool.members()).hasSize(1);
    }

    @Test
    void endsAnOrderThatWaitedInVain() {
        happens(placed(10, OTHER, 1), new PoolEvent.WaitEnded(10), new PoolEvent.WaitEnded(10));

        assertThat(reports(10)).containsExactly(new Outcome.NoWorker("no transcoders available"));
    }

    @Test
    void forgetsASessionThatEnded() {
        happens(joined(1, "a", 1), placed(10, OTHER, 1), delivered(10), new PoolEvent.SessionEnded(OTHER));

        assertThat(pool.sessions()).isEmpty();
        assertThat(effects).contains(new PoolEffect.TearDown(1, OTHER));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reportsEachOrderExactlyOnceWhateverHappens(long seed) {
        var random = new Random(seed);
        long orders = 0;
        for (long round = 1; round <= 600; round++) {
            long task = 1 + random.nextLong(orders + 1);
            long worker = 1 + random.nextLong(round);
            orders += chance(random, orders + 1, round, task, worker);
            assertNobodyOverloaded();
        }
        happens(new PoolEvent.Closed());

        var reported = new HashMap<Long, Integer>();
        effects.forEach(effect -> {
            if (effect instanceof PoolEffect.Report(long task, var _)) {
                reported.merge(task, 1, Integer::sum);
            }
        });
        assertThat(reported.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, orders).boxed().toList());
        assertThat(reported.values()).containsOnly(1);
        assertThat(pool.errands().values()).noneMatch(errand -> !(errand instanceof Errand.Abandoned));
    }

    /** How many orders it placed. */
    private int chance(Random random, long next, long round, long task, long worker) {
        switch (random.nextInt(12)) {
            case 0, 1 -> happens(joined(round, "w" + random.nextInt(5), 1 + random.nextInt(3)));
            case 2 -> happens(new PoolEvent.WorkerLeft(worker, "gone"));
            case 3, 4, 5 -> {
                happens(placed(next, new SessionId("s" + random.nextInt(4)), (int) next));
                return 1;
            }
            case 6, 7 -> happens(delivered(task));
            case 8 -> happens(new PoolEvent.OrderCancelled(task));
            case 9 -> happens(new PoolEvent.WaitEnded(task), new PoolEvent.HangingSeen(task));
            case 10 -> happens(new PoolEvent.PatienceEnded(task));
            default -> happens(new PoolEvent.Garbled(task, "noise"), new PoolEvent.SessionEnded(new SessionId("s1")));
        }
        return 0;
    }

    private void assertNobodyOverloaded() {
        var taken = new HashMap<Long, Integer>();
        pool.errands().values().forEach(errand -> {
            switch (errand) {
                case Errand.Waiting _ -> {}
                case Errand.Running(var _, var _, long id) -> taken.merge(id, 1, Integer::sum);
                case Errand.Abandoned(long id) -> taken.merge(id, 1, Integer::sum);
            }
        });
        taken.forEach((id, count) -> assertThat(count)
                .isLessThanOrEqualTo(Optional.ofNullable(pool.members().get(id))
                        .orElseThrow()
                        .capacity()));
        assertThat(pool.capacity()).isNotNegative();
    }

    private void happens(PoolEvent... events) {
        for (var event : events) {
            Step<Pool, PoolEffect> step = machine.step(pool, event, new Moment(Instant.EPOCH, new Random(0)));
            pool = step.state();
            effects.addAll(step.effects());
        }
    }

    private static PoolEvent joined(long id, String name, int capacity) {
        return new PoolEvent.WorkerJoined(id, new RegisteredWorker(name, id, capacity, ScriptedWorker.ABLE));
    }

    private static PoolEvent placed(long task, SessionId session, int number) {
        var order = Orders.order(session, number);
        return new PoolEvent.OrderPlaced(task, order, NeededCapabilities.of(order));
    }

    private static PoolEvent delivered(long task) {
        Delivery delivery = Orders.delivery(2);
        return new PoolEvent.Delivered(task, delivery, Optional.empty());
    }

    private List<Map.Entry<Long, Long>> assignments() {
        return effects.stream()
                .filter(PoolEffect.Assign.class::isInstance)
                .map(PoolEffect.Assign.class::cast)
                .map(assign -> Map.entry(assign.task(), assign.id()))
                .toList();
    }

    private List<Outcome> reports(long task) {
        return effects.stream()
                .filter(PoolEffect.Report.class::isInstance)
                .map(PoolEffect.Report.class::cast)
                .filter(report -> report.task() == task)
                .map(PoolEffect.Report::outcome)
                .toList();
    }
}
