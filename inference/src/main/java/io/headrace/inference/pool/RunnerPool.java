package io.headrace.inference.pool;

import io.headrace.inference.runner.Assignment;
import io.headrace.inference.runner.RunnerState;
import io.headrace.machine.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm runners, each lent to one session at a time. Any thread; nothing waits here but {@link #close}.
 *
 * <p>A runner counts as capacity while it is well and either free or lent out; one that starts, fails or still ends a
 * session does not, so what is advertised can be had.
 */
public final class RunnerPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerPool.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final List<RunnerKeeper> keepers = new ArrayList<>();
    private final Roster roster = new Roster();
    private final Host.Mailbox<Map<String, Integer>> changes;
    private final AtomicLong sessions = new AtomicLong();

    private RunnerPool(Host host, Consumer<Map<String, Integer>> listener) {
        this.changes = host.mailbox("runners", listener);
    }

    /**
     * Begins to start all runners, without waiting for them.
     *
     * @param listener is told the capacities by model whenever they change, in order, on a thread of its own
     */
    public static RunnerPool open(
            Host host, RunnerAccess access, List<ModelRunners> models, Consumer<Map<String, Integer>> listener) {
        var pool = new RunnerPool(host, listener);
        for (var kind : models) {
            for (var source : kind.sources()) {
                var name = kind.model() + " #" + (pool.keepers.size() + 1);
                pool.keepers.add(new RunnerKeeper(name, kind, source, access, host, pool::moved));
            }
        }
        pool.keepers.forEach(RunnerKeeper::start);
        return pool;
    }

    private void moved(RunnerKeeper keeper, RunnerState from, RunnerState to) {
        roster.moved(keeper, from, to).ifPresent(changes::put);
    }

    /** By model, how many sessions can run at once, those that do included; models without any are left out. */
    public Map<String, Integer> capacities() {
        return roster.capacities();
    }

    /** By model, how many sessions could begin now; models without any are left out. */
    public Map<String, Integer> free() {
        return roster.free();
    }

    public List<RunnerStanding> standings() {
        return keepers.stream().map(RunnerKeeper::standing).toList();
    }

    /**
     * Lends a runner for a session, which it begins; empty when none of the model is free.
     *
     * @param request JSON, the body of the runner's {@code POST /live-video-to-video}
     */
    public Optional<RunnerPermit> begin(String model, String request, SessionReports reports) {
        return roster.take(model).map(keeper -> {
            var assignment = new Assignment(sessions.incrementAndGet(), request);
            keeper.assign(assignment, reports);
            return () -> keeper.release(assignment.session());
        });
    }

    /** Ends every runner that is ours; sessions under way are told. Returns when all are gone, or after 10 s. */
    @Override
    public void close() {
        keepers.forEach(RunnerKeeper::stop);
        try {
            for (var keeper : keepers) {
                if (!keeper.awaitStop(CLOSING)) {
                    LOG.warn("{} did not end within {}", keeper.standing().name(), CLOSING);
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        changes.close();
    }
}
