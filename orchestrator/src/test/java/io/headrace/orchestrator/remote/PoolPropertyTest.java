package io.headrace.orchestrator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers join, work, fail, stop, leave and come back at random, on virtual time. After each step every slot is accounted
 * for, and in the end every order was reported once and every slot is free.
 */
class PoolPropertyTest {

    private static final int ROUNDS = 800;
    private static final SessionId SESSION = new SessionId("s1");

    private final PoolScript script = new PoolScript(PoolTimes.DEFAULT);
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
    private final Map<Long, Integer> reported = new HashMap<>();

    /** What workers hold, as they see it: task and worker. */
    private final TreeMap<Long, Long> held = new TreeMap<>();

    private final Set<Long> open = new HashSet<>();
    private long orders;
    private long workers;
    private int announced;

    private record Alarm(Instant at, PoolEvent event) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void accountsForEverySlotAndReportsEveryOrderOnce(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            chance(random);
            passes(Duration.ofMillis(random.nextInt(900)));
        }
        settle();

        assertThat(reported).hasSize((int) orders);
        assertThat(reported.values()).containsOnly(1);
        assertThat(script.pool.errands()).isEmpty();
        assertThat(script.pool.leaving()).isEmpty();
        assertThat(script.pool.capacity())
                .isEqualTo(script.pool.members().values().stream()
                        .mapToInt(RegisteredWorker::capacity)
                        .sum());
        assertThat(script.pool.tally().shared()).as("the test shares some").isPositive();
    }

    private void chance(Random random) {
        switch (random.nextInt(14)) {
            case 0, 1 -> joins(1 + random.nextInt(8), 1 + random.nextInt(3));
            case 2 -> leaves(random);
            case 3 -> drains(random);
            case 4, 5, 6, 7 -> {
                orders++;
                happens(PoolScript.placed(orders, new SessionId("s" + random.nextInt(4)), (int) orders));
            }
            case 8, 9, 10 -> delivers(random);
            case 11 -> happens(new PoolEvent.OrderCancelled(1 + random.nextLong(orders + 1)));
            case 12 -> happens(PoolScript.delivered(7_777_777), new PoolEvent.Garbled(8_888_888, "for no task at all"));
            default -> happens(new PoolEvent.SessionEnded(SESSION));
        }
    }

    /** The same process may come again while its old registration lasts. */
    private void joins(int process, int capacity) {
        var worker = new RegisteredWorker("w" + process, process, capacity, ScriptedWorker.ABLE);
        happens(new PoolEvent.WorkerJoined(++workers, worker));
    }

    private void leaves(Random random) {
        pick(random, List.copyOf(script.pool.members().keySet())).forEach(this::leaves);
    }

    private void leaves(long id) {
        held.values().removeIf(worker -> worker == id);
        happens(new PoolEvent.WorkerLeft(id, "gone"));
    }

    private void drains(Random random) {
        pick(random, List.copyOf(script.pool.members().entrySet()))
                .forEach(member -> happens(
                        new PoolEvent.WorkerDrained(member.getValue().asWorker()),
                        new PoolEvent.WorkerLeft(member.getKey(), "closed")));
    }

    private void delivers(Random random) {
        pick(random, List.copyOf(held.keySet())).forEach(task -> {
            held.remove(task);
            if (!open.contains(task)) {
                happens(new PoolEvent.DeliveredInVain(task));
            } else if (random.nextInt(4) == 0) {
                happens(new PoolEvent.Garbled(task, "noise"));
            } else {
                happens(PoolScript.delivered(task), PoolScript.delivered(task));
            }
        });
    }

    private static <T> List<T> pick(Random random, List<T> all) {
        return all.isEmpty() ? List.of() : List.of(all.get(random.nextInt(all.size())));
    }

    /** All that is held is delivered, and all time passes. */
    private void settle() {
        joins(9, 3);
        for (int round = 0; round < 100; round++) {
            List.copyOf(held.keySet()).forEach(task -> {
                held.remove(task);
                happens(open.contains(task) ? PoolScript.delivered(task) : new PoolEvent.DeliveredInVain(task));
            });
            passes(Duration.ofSeconds(1));
        }
    }

    private void passes(Duration time) {
        script.passes(time);
        while (!alarms.isEmpty() && !alarms.element().at().isAfter(script.now())) {
            happens(alarms.remove().event());
        }
    }

    private void happens(PoolEvent... events) {
        for (var event : events) {
            var done = new ArrayList<>(script.happens(event));
            done.forEach(this::perform);
            assertAccounts();
        }
    }

    private void perform(PoolEffect effect) {
        switch (effect) {
            case PoolEffect.Assign assign -> {
                held.put(assign.task(), assign.id());
                open.add(assign.task());
            }
            case PoolEffect.Withdraw(long task) -> open.remove(task);
            case PoolEffect.Report(long order, var _) -> {
                reported.merge(order, 1, Integer::sum);
                open.remove(order);
                open.remove(PoolScript.second(order));
            }
            case PoolEffect.SendAway(long id) -> held.values().removeIf(worker -> worker == id);
            case PoolEffect.Wake(var after, var event) ->
                alarms.add(new Alarm(script.now().plus(after), event));
            case PoolEffect.AnnounceCapacity(int capacity) -> announced = capacity;
            case PoolEffect.TearDown _ -> {}
        }
    }

    private void assertAccounts() {
        assertThat(script.pool.load()).isEqualTo(held.size());
        assertThat(script.pool.capacity()).isNotNegative().isEqualTo(announced);
        held.values().stream().distinct().forEach(id -> assertThat(taken(id)).isLessThanOrEqualTo(capacity(id)));
    }

    private long taken(long id) {
        return held.values().stream().filter(worker -> worker == id).count();
    }

    private int capacity(long id) {
        return Optional.ofNullable(script.pool.members().get(id))
                .or(() -> Optional.ofNullable(script.pool.leaving().get(id)))
                .map(RegisteredWorker::capacity)
                .orElseThrow();
    }
}
