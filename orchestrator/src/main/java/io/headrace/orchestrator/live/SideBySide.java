package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.pipeline.VersionRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Two workshops as one: what the first has no runner for goes to the second. Any thread. */
public final class SideBySide implements LiveWorkshop {

    private final LiveWorkshop first;
    private final LiveWorkshop second;

    public SideBySide(LiveWorkshop first, LiveWorkshop second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Map<String, Integer> capacities() {
        return both(first.capacities(), second.capacities(), Integer::sum);
    }

    @Override
    public Map<String, Readiness> readiness() {
        return both(first.readiness(), second.readiness(), SideBySide::both);
    }

    private static <V> Map<String, V> both(Map<String, V> one, Map<String, V> other, BinaryOperator<V> merged) {
        var all = new TreeMap<>(one);
        other.forEach((model, value) -> all.merge(model, value, merged));
        return all;
    }

    /** Whoever asks for a version gets it from either. */
    private static Readiness both(Readiness one, Readiness other) {
        boolean newer = VersionRule.satisfies(one.version(), other.version());
        return new Readiness(one.warm() || other.warm(), newer ? other.version() : one.version());
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        var turn = new Turn(order, reports);
        turn.now(first.begin(order, turn));
        return turn;
    }

    /** One order, with the first workshop and then perhaps with the second. */
    private final class Turn implements Reports, Work {

        private final LiveOrder order;
        private final Reports reports;
        private boolean withSecond;
        private boolean cancelled;
        private Work work = () -> {};

        Turn(LiveOrder order, Reports reports) {
            this.order = order;
            this.reports = reports;
        }

        /** Unless the first has passed it on before it returned. */
        private synchronized void now(Work begun) {
            if (!withSecond) {
                work = begun;
                if (cancelled) {
                    begun.cancel();
                }
            }
        }

        @Override
        public void running() {
            reports.running();
        }

        @Override
        public void ended(Ending ending) {
            if (ending instanceof Ending.NoRunner && passOn()) {
                var begun = second.begin(order, reports);
                synchronized (this) {
                    work = begun;
                    if (cancelled) {
                        begun.cancel();
                    }
                }
            } else {
                reports.ended(ending);
            }
        }

        /** False for an order that nobody wants any more. */
        private synchronized boolean passOn() {
            withSecond = !cancelled;
            return withSecond;
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            work.cancel();
        }
    }
}
