package io.headrace.inference.pool;

import io.headrace.inference.runner.Assignment;
import io.headrace.inference.runner.RunnerEvent;
import io.headrace.inference.runner.RunnerState;
import io.headrace.machine.Host;
import io.headrace.transport.HttpClient;
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
 * Runners, each lent to one session at a time or to several calls. Any thread; nothing waits here but {@link #close}.
 *
 * <p>A runner counts as capacity while it is well and either free or lent out; one that starts, fails or still ends a
 * session does not, so what is advertised can be had.
 */
public final class RunnerPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerPool.class);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final List<RunnerKeeper> keepers = new ArrayList<>();
    private final Roster roster = new Roster();
    private final Host.Mailbox<Map<String, Integer>> changes;
    private final AtomicLong numbers = new AtomicLong();
    private final HttpClient http;

    private RunnerPool(Host host, HttpClient http, Consumer<Map<String, Integer>> listener) {
        this.http = http;
        this.changes = host.mailbox("runners", listener);
    }

    /**
     * Begins to start all runners, without waiting for them.
     *
     * @param listener is told the capacities by model whenever they change, in order, on a thread of its own
     */
    public static RunnerPool open(
            Host host, RunnerAccess access, List<ModelRunners> models, Consumer<Map<String, Integer>> listener) {
        var pool = new RunnerPool(host, access.http(), listener);
        for (var kind : models) {
            for (var source : kind.sources()) {
                var name = kind.model() + " #" + (pool.keepers.size() + 1);
                pool.keepers.add(new RunnerKeeper(name, kind, source, access, host, pool::moved));
            }
        }
        pool.keepers.forEach(RunnerKeeper::start);
        return pool;
    }

    private void moved(RunnerKeeper keeper, RunnerEvent event, RunnerState to) {
        boolean came = event instanceof RunnerEvent.Assigned || event instanceof RunnerEvent.CallAssigned;
        roster.moved(keeper, to, came).ifPresent(changes::put);
    }

    /** By model, how many sessions or calls can run at once, those that do included; models without any are left out. */
    public Map<String, Integer> capacities() {
        return roster.capacities();
    }

    /** By model, how many sessions or calls could begin now; models without any are left out. */
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
            var assignment = new Assignment(numbers.incrementAndGet(), request);
            keeper.assign(assignment, reports);
            return () -> keeper.release(assignment.session());
        });
    }

    /**
     * Takes a place on a runner for a call; empty when none of the model has one.
     *
     * @return whoever takes it closes it; until then the place is the call's, however long it waits
     */
    public Optional<RunnerCall> call(String model) {
        return roster.take(model).map(keeper -> {
            long number = numbers.incrementAndGet();
            var call = new RunnerCall(http, end -> keeper.over(number, end));
            keeper.assign(number, call);
            return call;
        });
    }

    /** Ends every runner that is ours; sessions and calls under way are told. Returns when all are gone, or after 15 s. */
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
