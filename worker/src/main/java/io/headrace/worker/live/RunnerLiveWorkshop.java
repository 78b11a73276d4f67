package io.headrace.worker.live;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.inference.pool.RunnerPool;
import io.headrace.inference.pool.RunnerStanding;
import io.headrace.inference.pool.SessionReports;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.SessionEnd;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live sessions on the runners of a pool in this process. A session ends when it is cancelled, when its runner is idle
 * again because the input ended, or with its runner; the death of a runner's process is told at once.
 */
public final class RunnerLiveWorkshop implements LiveWorkshop {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerLiveWorkshop.class);
    private static final Work NOTHING = () -> {};

    private final RunnerPool pool;
    private final String version;

    /**
     * @param pool whoever opened it closes it, after this
     * @param version of its runners; empty when it is not known
     */
    public RunnerLiveWorkshop(RunnerPool pool, String version) {
        this.pool = pool;
        this.version = version;
    }

    @Override
    public Map<String, Integer> capacities() {
        return pool.capacities();
    }

    @Override
    public Map<String, Readiness> readiness() {
        var standings = pool.standings();
        return pool.capacities().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        model -> model, model -> new Readiness(isWarm(model, standings), version)));
    }

    /** Whether the next session finds a runner started: one that is idle, or, where none waits to be started, any. */
    private static boolean isWarm(String model, List<RunnerStanding> standings) {
        var states = standings.stream()
                .filter(standing -> standing.model().equals(model))
                .map(RunnerStanding::state)
                .toList();
        boolean idle = states.stream().anyMatch(RunnerState.Idle.class::isInstance);
        boolean resting = states.stream().anyMatch(RunnerState.Resting.class::isInstance);
        return idle || (!resting && states.stream().anyMatch(RunnerState::isWarm));
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        var permit = pool.begin(order.model(), order.request(), new Told(order, reports));
        if (permit.isEmpty()) {
            LOG.info("Session {}: no runner of {} is free", order.manifestId(), order.model());
            Thread.ofVirtual().name("no-runner").start(() -> reports.ended(new Ending.NoRunner()));
            return NOTHING;
        }
        return permit.get()::release;
    }

    /** Passes on what the pool tells of one order. */
    private record Told(LiveOrder order, Reports reports) implements SessionReports {

        @Override
        public void running() {
            LOG.info("Session {} runs on {}", order.manifestId(), order.model());
            reports.running();
        }

        @Override
        public void ended(SessionEnd end) {
            switch (end) {
                case SessionEnd.Finished() -> reports.ended(new Ending.Finished());
                case SessionEnd.Failed(var sentence) -> {
                    LOG.warn("Session {} on {} failed: {}", order.manifestId(), order.model(), sentence);
                    reports.ended(new Ending.Failed(sentence));
                }
            }
        }
    }
}
