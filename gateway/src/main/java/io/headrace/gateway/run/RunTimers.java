package io.headrace.gateway.run;

import io.headrace.job.JobEvent;
import io.headrace.job.Wait;
import io.headrace.job.unit.UnitEvent;
import io.headrace.machine.Host;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The timers of one job: one for its source, one for whatever else it waits for, one for each unit. */
final class RunTimers {

    private final Host host;
    private final Consumer<JobEvent> job;
    private final Map<Object, Host.Timer> running = new ConcurrentHashMap<>();

    private enum OfJob {
        SOURCE,
        OTHER
    }

    RunTimers(Host host, Consumer<JobEvent> job) {
        this.host = host;
        this.job = job;
    }

    void start(Duration patience, Wait waiting) {
        start(kind(waiting), patience, new JobEvent.Overdue(waiting));
    }

    void stop(Wait waiting) {
        stop((Object) kind(waiting));
    }

    void start(long seq, Duration patience, UnitEvent then) {
        start((Object) seq, patience, new JobEvent.UnitMoved(seq, then));
    }

    void stop(long seq) {
        stop((Object) seq);
    }

    void stopAll() {
        running.keySet().forEach(this::stop);
    }

    private void start(Object key, Duration patience, JobEvent then) {
        stop(key);
        running.put(key, host.after(patience, () -> job.accept(then)));
    }

    private void stop(Object key) {
        var timer = running.remove(key);
        if (timer != null) {
            timer.cancel();
        }
    }

    private static OfJob kind(Wait waiting) {
        return waiting instanceof Wait.ForSource ? OfJob.SOURCE : OfJob.OTHER;
    }
}
