package io.headrace.orchestrator;

import io.headrace.admission.live.LiveWorkshop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runners whose part a test plays: they begin at once, and touch no channel. */
final class PlayedRunners implements LiveWorkshop {

    /** What they were asked, in order. */
    final List<LiveOrder> orders = new CopyOnWriteArrayList<>();

    /** Those that were stopped. */
    final List<LiveOrder> cancelled = new CopyOnWriteArrayList<>();

    private final int places;

    PlayedRunners(int places) {
        this.places = places;
    }

    @Override
    public Map<String, Integer> capacities() {
        return Map.of(LiveGateway.MODEL, places);
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        orders.add(order);
        reports.running();
        var ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                cancelled.add(order);
                reports.ended(new Ending.Finished());
            }
        };
    }
}
