package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.Worker;
import io.headrace.machine.Step;
import io.headrace.wire.PeerError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What each event does to the pool. */
final class PoolTurn {

    /** The desk hands over no more than workers had slots; beyond this something is broken. */
    private static final int MAX_ERRANDS = 10_000;

    private static final Outcome NO_WORKER = new Outcome.NoWorker(PeerError.NO_WORKERS.text());

    private final PoolTimes times;
    private final PoolDraft pool;

    PoolTurn(Pool pool, PoolTimes times, Instant now) {
        this.times = times;
        this.pool = new PoolDraft(pool, times, now);
    }

    Step<Pool, PoolEffect> end() {
        return pool.step();
    }

    void joined(long id, RegisteredWorker worker) {
        for (var earlier : List.copyOf(pool.members.entrySet())) {
            if (earlier.getValue().sameProcess(worker)) {
                pool.sendAway(earlier.getKey(), "It registered anew");
            }
        }
        pool.members.put(id, worker);
        pool.place();
    }

    /** One that does not say who it is cannot be meant. */
    void drained(Worker worker) {
        pool.members.entrySet().stream()
                .filter(member -> member.getValue().pid() != 0)
                .filter(member -> member.getValue().asWorker().equals(worker))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::drained);
    }

    private void drained(long id) {
        pool.leaving.put(id, pool.member(id));
        pool.members.remove(id);
        pool.forgetHome(id);
    }

    /** One that said before that it takes nothing new delivers without its stream. */
    void left(long id, String reason) {
        if (pool.members.containsKey(id)) {
            pool.tally = pool.tally.andLost();
            pool.gone(id, reason);
            pool.place();
        }
    }

    void placed(Job job) {
        long order = job.tasks().first();
        if (!pool.members.isEmpty() && pool.members.values().stream().noneMatch(job::suits)) {
            pool.report(job, new Outcome.NoWorker(PeerError.NO_CAPABLE_WORKERS.text()));
            return;
        }
        if (pool.errands.size() >= MAX_ERRANDS) {
            pool.report(job, NO_WORKER);
            return;
        }
        pool.errands.put(order, new Errand.Waiting(job));
        pool.wake(job.order().patience(), new PoolEvent.PatienceEnded(order));
        pool.place();
        if (pool.errands.get(order) instanceof Errand.Waiting) {
            pool.wake(times.forWorker(), new PoolEvent.WaitEnded(order));
        }
    }

    /** @param outcome of a task that was at work, by the worker that had it */
    void ended(long task, BiFunction<Job, Worker, Outcome> outcome) {
        switch (pool.errands.get(task)) {
            case null -> {}
            case Errand.Waiting _ -> {}
            case Errand.Abandoned _ -> pool.errands.remove(task);
            case Errand.AtWork errand -> {
                pool.errands.remove(task);
                var worker = pool.member(errand.worker()).asWorker();
                ended(task, errand, outcome.apply(errand.job(), worker));
            }
        }
        pool.place();
    }

    private void ended(long task, Errand.AtWork errand, Outcome outcome) {
        switch (outcome) {
            case Outcome.Died failure -> pool.died(task, errand, failure);
            case Outcome.Done done -> {
                pool.learn(errand);
                pool.report(errand.job(), done);
            }
            case Outcome.Impossible _, Outcome.NoWorker _ -> pool.report(errand.job(), outcome);
        }
    }

    void deliveredInVain(long task) {
        if (pool.errands.get(task) instanceof Errand.Abandoned) {
            pool.errands.remove(task);
            pool.place();
        }
    }

    void waitEnded(long order) {
        if (pool.errands.get(order) instanceof Errand.Waiting(var job)) {
            pool.report(job, NO_WORKER);
        }
    }

    void overdue(long order) {
        if (pool.errands.get(order) instanceof Errand.Running(var job, long worker, var since)) {
            pool.errands.put(order, new Errand.Overdue(job, worker, since));
            pool.tally = pool.tally.andOverdue();
            pool.place();
        }
    }

    void givenUp(long order, String reason) {
        pool.wanted(order).ifPresent(errand -> {
            switch (errand) {
                case Errand.Waiting(var job) -> pool.report(job, NO_WORKER);
                case Errand.AtWork late -> {
                    var worker = pool.member(late.worker()).asWorker();
                    pool.report(late.job(), new Outcome.Died(worker, reason));
                }
                case Errand.Abandoned _ -> {}
            }
        });
    }

    void hanging(long task) {
        if (pool.errands.get(task) instanceof Errand.Abandoned(long id)) {
            pool.tally = pool.tally.andLost();
            pool.sendAway(id, "It hangs");
            pool.place();
        }
    }

    void sessionEnded(SessionId session) {
        var known = Optional.ofNullable(pool.sessions.remove(session)).orElse(Acquaintance.NONE);
        known.workers().stream()
                .filter(pool.members::containsKey)
                .sorted()
                .forEach(id -> pool.does(new PoolEffect.TearDown(id, session)));
    }

    void closed() {
        pool.sendAll(pool.members, "The orchestrator closes");
        pool.sendAll(pool.leaving, "The orchestrator closes");
        for (var errand : List.copyOf(pool.errands.values())) {
            if (errand instanceof Errand.Waiting(var job)) {
                pool.report(job, NO_WORKER);
            }
        }
        pool.open = false;
    }
}
