package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.machine.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A pool to which happens what a test says, and everything that it wanted done. */
final class PoolScript {

    private static final long SECOND = 1_000_000;

    private final PoolMachine machine;
    final List<PoolEffect> effects = new ArrayList<>();
    Pool pool = Pool.EMPTY;
    private Instant now = Instant.EPOCH;

    PoolScript(PoolTimes times) {
        machine = new PoolMachine(times);
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** What was wanted for that. */
    List<PoolEffect> happens(PoolEvent... events) {
        int before = effects.size();
        for (var event : events) {
            var step = machine.step(pool, event, new Moment(now, new Random(0)));
            pool = step.state();
            effects.addAll(step.effects());
        }
        return List.copyOf(effects.subList(before, effects.size()));
    }

    static PoolEvent joined(long id, String name, int capacity) {
        return new PoolEvent.WorkerJoined(id, new RegisteredWorker(name, id, capacity, ScriptedWorker.ABLE));
    }

    static PoolEvent placed(long task, SessionId session, int number) {
        return new PoolEvent.OrderPlaced(Job.of(new TaskIds(task, second(task)), Orders.order(session, number)));
    }

    /** The task id for the second worker. */
    static long second(long task) {
        return task + SECOND;
    }

    static PoolEvent delivered(long task) {
        return new PoolEvent.Delivered(task, Orders.delivery(2), Optional.empty());
    }

    List<Map.Entry<Long, Long>> assignments() {
        return effects.stream()
                .filter(PoolEffect.Assign.class::isInstance)
                .map(PoolEffect.Assign.class::cast)
                .map(assign -> Map.entry(assign.task(), assign.id()))
                .toList();
    }

    List<Outcome> reports(long order) {
        return effects.stream()
                .filter(PoolEffect.Report.class::isInstance)
                .map(PoolEffect.Report.class::cast)
                .filter(report -> report.order() == order)
                .map(PoolEffect.Report::outcome)
                .toList();
    }
}
