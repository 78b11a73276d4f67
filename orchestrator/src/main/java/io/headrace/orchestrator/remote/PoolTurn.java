package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.machine.Step;
import io.headrace.wire.PeerError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** One step of the pool: begins as a copy of it, and ends as the next one. */
final class PoolTurn {

    /** The desk hands over no more than workers had slots; beyond this something is broken. */
    private static final int MAX_ERRANDS = 10_000;

    private final int capacityBefore;
    private final Duration waitForWorker;
    private final Duration hangsAfter;
    private final TreeMap<Long, RegisteredWorker> members;
    private final LinkedHashMap<Long, Errand> errands;
    private final HashMap<SessionId, Acquaintance> sessions;
    private final List<PoolEffect> effects = new ArrayList<>();
    private boolean open = true;

    PoolTurn(Pool pool, Duration waitForWorker, Duration hangsAfter) {
        this.capacityBefore = pool.capacity();
        this.waitForWorker = waitForWorker;
        this.hangsAfter = hangsAfter;
        this.members = new TreeMap<>(pool.members());
        this.errands = new LinkedHashMap<>(pool.errands());
        this.sessions = new HashMap<>(pool.sessions());
    }

    Step<Pool, PoolEffect> end() {
        var pool = new Pool(members, errands, sessions, open);
        if (pool.capacity() != capacityBefore) {
            effects.add(new PoolEffect.AnnounceCapacity(pool.capacity()));
        }
        return new Step<>(pool, effects);
    }

    void joined(long id, RegisteredWorker worker) {
        for (var earlier : List.copyOf(members.entrySet())) {
            if (earlier.getValue().sameProcess(worker)) {
                sendAway(earlier.getKey(), "It registered anew");
            }
        }
        members.put(id, worker);
        assignWaiting();
    }

    void left(long id, String reason) {
        var worker = Optional.ofNullable(members.remove(id)).map(RegisteredWorker::asWorker);
        worker.ifPresent(gone -> new LinkedHashMap<>(errands).forEach((task, errand) -> {
            switch (errand) {
                case Errand.Running(var order, var _, long at)
                when at == id -> died(task, order, id, new Outcome.Died(gone, reason));
                case Errand.Abandoned(long at) when at == id -> errands.remove(task);
                case Errand.Running _, Errand.Abandoned _, Errand.Waiting _ -> {}
            }
        }));
    }

    void placed(long task, Errand.Waiting errand) {
        if (!members.isEmpty() && members.values().stream().noneMatch(worker -> capable(worker, errand))) {
            report(task, new Outcome.NoWorker(PeerError.NO_CAPABLE_WORKERS.text()));
            return;
        }
        if (errands.size() >= MAX_ERRANDS) {
            report(task, new Outcome.NoWorker(PeerError.NO_WORKERS.text()));
            return;
        }
        errands.put(task, errand);
        effects.add(new PoolEffect.Wake(errand.order().patience(), new PoolEvent.PatienceEnded(task)));
        assignWaiting();
        if (errands.get(task) instanceof Errand.Waiting) {
            effects.add(new PoolEffect.Wake(waitForWorker, new PoolEvent.WaitEnded(task)));
        }
    }

    /** @param outcome of a task that was running, by the worker that had it */
    void ended(long task, BiFunction<Errand.Running, Worker, Outcome> outcome) {
        switch (errands.get(task)) {
            case null -> {}
            case Errand.Waiting _ -> {}
            case Errand.Abandoned _ -> {
                errands.remove(task);
                assignWaiting();
            }
            case Errand.Running running -> {
                switch (outcome.apply(running, member(running.worker()).asWorker())) {
                    case Outcome.Died failure -> died(task, running.order(), running.worker(), failure);
                    case Outcome end -> report(task, end);
                }
                assignWaiting();
            }
        }
    }

    void waitEnded(long task) {
        if (errands.get(task) instanceof Errand.Waiting) {
            report(task, new Outcome.NoWorker(PeerError.NO_WORKERS.text()));
        }
    }

    void givenUp(long task, String reason) {
        switch (errands.get(task)) {
            case null -> {}
            case Errand.Abandoned _ -> {}
            case Errand.Waiting _ -> report(task, new Outcome.NoWorker(PeerError.NO_WORKERS.text()));
            case Errand.Running(var _, var _, long id) -> {
                report(task, new Outcome.Died(member(id).asWorker(), reason));
                errands.put(task, new Errand.Abandoned(id));
                effects.add(new PoolEffect.Wake(hangsAfter, new PoolEvent.HangingSeen(task)));
            }
        }
    }

    void hanging(long task) {
        if (errands.get(task) instanceof Errand.Abandoned(long id)) {
            sendAway(id, "It hangs");
        }
    }

    void sessionEnded(SessionId session) {
        var known = Optional.ofNullable(sessions.remove(session)).orElse(Acquaintance.NONE);
        known.workers().stream()
                .filter(members::containsKey)
                .sorted()
                .forEach(id -> effects.add(new PoolEffect.TearDown(id, session)));
    }

    void closed() {
        for (long id : List.copyOf(members.keySet())) {
            sendAway(id, "The orchestrator closes");
        }
        List.copyOf(errands.keySet()).forEach(task -> report(task, new Outcome.NoWorker(PeerError.NO_WORKERS.text())));
        open = false;
    }

    private void sendAway(long id, String reason) {
        left(id, reason);
        effects.add(new PoolEffect.SendAway(id));
    }

    private void died(long task, WorkOrder order, long id, Outcome.Died outcome) {
        sessions.computeIfPresent(order.unit().session(), (_, known) -> known.failedAt(order.unit(), id));
        report(task, outcome);
    }

    private void report(long task, Outcome outcome) {
        errands.remove(task);
        effects.add(new PoolEffect.Report(task, outcome));
    }

    private void assignWaiting() {
        for (var entry : List.copyOf(errands.entrySet())) {
            if (entry.getValue() instanceof Errand.Waiting waiting) {
                choose(waiting).ifPresent(id -> assign(entry.getKey(), waiting, id));
            }
        }
    }

    private void assign(long task, Errand.Waiting waiting, long id) {
        errands.put(task, new Errand.Running(waiting.order(), waiting.needed(), id));
        sessions.merge(waiting.order().unit().session(), Acquaintance.NONE.with(id), (known, _) -> known.with(id));
        effects.add(new PoolEffect.Assign(task, id, member(id), waiting.order()));
    }

    /** One that has not just failed at it, rather one that knows the session, rather one with little to do. */
    private Optional<Long> choose(Errand.Waiting errand) {
        var unit = errand.order().unit();
        var known = sessions.getOrDefault(unit.session(), Acquaintance.NONE);
        var taken = taken();
        return members.entrySet().stream()
                .filter(member -> capable(member.getValue(), errand))
                .filter(member -> taken.getOrDefault(member.getKey(), 0)
                        < member.getValue().capacity())
                .min(Comparator.<Map.Entry<Long, RegisteredWorker>, Boolean>comparing(
                                member -> known.avoids(member.getKey(), unit))
                        .thenComparing(member -> !known.workers().contains(member.getKey()))
                        .thenComparingDouble(member -> (double) taken.getOrDefault(member.getKey(), 0)
                                / member.getValue().capacity())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private Map<Long, Integer> taken() {
        var taken = new TreeMap<Long, Integer>();
        for (var errand : errands.values()) {
            switch (errand) {
                case Errand.Waiting _ -> {}
                case Errand.Running(var _, var _, long id) -> taken.merge(id, 1, Integer::sum);
                case Errand.Abandoned(long id) -> taken.merge(id, 1, Integer::sum);
            }
        }
        return taken;
    }

    private RegisteredWorker member(long id) {
        return Optional.ofNullable(members.get(id)).orElseThrow();
    }

    private static boolean capable(RegisteredWorker worker, Errand.Waiting errand) {
        return errand.needed().compatibilityWith(worker.capabilities()).isCompatible();
    }
}
