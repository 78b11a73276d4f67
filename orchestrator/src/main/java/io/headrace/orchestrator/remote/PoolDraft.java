package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The next pool while a step makes it, and the moves that steps are made of. */
final class PoolDraft {

    private final Pool before;
    private final PoolTimes times;
    private final Instant now;
    private final List<PoolEffect> effects = new ArrayList<>();
    final TreeMap<Long, RegisteredWorker> members;
    final TreeMap<Long, RegisteredWorker> leaving;
    final LinkedHashMap<Long, Errand> errands;
    final HashMap<SessionId, Acquaintance> sessions;
    Pool.Tally tally;
    boolean open = true;

    PoolDraft(Pool pool, PoolTimes times, Instant now) {
        this.before = pool;
        this.times = times;
        this.now = now;
        this.members = new TreeMap<>(pool.members());
        this.leaving = new TreeMap<>(pool.leaving());
        this.errands = new LinkedHashMap<>(pool.errands());
        this.sessions = new HashMap<>(pool.sessions());
        this.tally = pool.tally();
    }

    Step<Pool, PoolEffect> step() {
        leaving.keySet().removeIf(id -> errands.values().stream().noneMatch(errand -> errand.isWith(id)));
        var pool = new Pool(members, leaving, errands, sessions, tally, open);
        if (pool.capacity() != before.capacity()) {
            does(new PoolEffect.AnnounceCapacity(pool.capacity()));
        }
        return new Step<>(pool, effects);
    }

    void does(PoolEffect effect) {
        effects.add(effect);
    }

    void wake(Duration after, PoolEvent event) {
        does(new PoolEffect.Wake(after, event));
    }

    RegisteredWorker member(long id) {
        return Optional.ofNullable(members.get(id))
                .or(() -> Optional.ofNullable(leaving.get(id)))
                .orElseThrow();
    }

    /** What the worker had fails. */
    void gone(long id, String reason) {
        var worker = member(id).asWorker();
        members.remove(id);
        leaving.remove(id);
        forgetHome(id);
        for (var entry : List.copyOf(errands.entrySet())) {
            if (entry.getValue().isWith(id)) {
                errands.remove(entry.getKey());
                if (entry.getValue() instanceof Errand.AtWork lost) {
                    died(entry.getKey(), lost, new Outcome.Died(worker, reason));
                }
            }
        }
    }

    void forgetHome(long id) {
        sessions.replaceAll((_, known) -> known.without(id));
    }

    /** Where a second worker has the order, that one's answer is still to come. */
    void died(long task, Errand.AtWork ended, Outcome.Died failure) {
        var job = ended.job();
        sessions.computeIfPresent(
                job.session(), (_, known) -> known.failedAt(job.order().unit(), ended.worker()));
        if (errands.get(job.tasks().other(task)) instanceof Errand.AtWork) {
            does(new PoolEffect.Withdraw(task));
        } else {
            report(job, failure);
        }
    }

    void learn(Errand.AtWork done) {
        var work = Duration.between(done.since(), now);
        var media = done.job().order().source().duration();
        sessions.computeIfPresent(
                done.job().session(), (_, known) -> known.at(known.pace().after(work, media)));
    }

    /** Whoever has it works in vain from now on. */
    void report(Job job, Outcome outcome) {
        Stream.of(job.tasks().first(), job.tasks().second()).forEach(this::abandon);
        does(new PoolEffect.Report(job.tasks().first(), outcome));
    }

    private void abandon(long task) {
        switch (errands.get(task)) {
            case null -> {}
            case Errand.Abandoned _ -> {}
            case Errand.Waiting _ -> errands.remove(task);
            case Errand.AtWork vain -> {
                errands.put(task, new Errand.Abandoned(vain.worker()));
                wake(times.untilHanging(), new PoolEvent.HangingSeen(task));
            }
        }
    }

    /** Those that wait come first; what is left is for orders that are overdue. */
    void place() {
        each(
                Errand.Waiting.class,
                waiting -> placement()
                        .first(waiting.job())
                        .ifPresent(id -> assign(waiting.job().tasks().first(), waiting.job(), id)));
        each(Errand.Overdue.class, overdue -> placement().second(overdue.job()).ifPresent(id -> share(overdue, id)));
    }

    private void share(Errand.Overdue late, long id) {
        var job = late.job();
        errands.put(job.tasks().first(), new Errand.Shared(job, late.worker(), late.since()));
        tally = tally.andShared();
        assign(job.tasks().second(), job, id);
    }

    private void assign(long task, Job job, long id) {
        var known = sessions.getOrDefault(job.session(), Acquaintance.NONE);
        errands.put(task, new Errand.Running(job, id, now));
        sessions.put(job.session(), known.with(id));
        does(new PoolEffect.Assign(task, id, member(id), job));
        if (task == job.tasks().first()) {
            var media = job.order().source().duration();
            wake(times.untilOverdue(media, known.pace()), new PoolEvent.OverdueSeen(task));
        }
    }

    private Placement placement() {
        return new Placement(members, errands, sessions);
    }

    private <T extends Errand> void each(Class<T> kind, Consumer<T> move) {
        errands.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList()
                .forEach(move);
    }

    /** The order's errand whose answer is still wanted. */
    Optional<Errand> wanted(long order) {
        return errands.values().stream()
                .filter(errand -> switch (errand) {
                    case Errand.Waiting(var job) -> job.tasks().first() == order;
                    case Errand.AtWork atWork -> atWork.job().tasks().first() == order;
                    case Errand.Abandoned _ -> false;
                })
                .findFirst();
    }

    void sendAway(long id, String reason) {
        gone(id, reason);
        does(new PoolEffect.SendAway(id));
    }

    void sendAll(Map<Long, RegisteredWorker> away, String reason) {
        List.copyOf(away.keySet()).forEach(id -> sendAway(id, reason));
    }
}
