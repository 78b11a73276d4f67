package io.headrace.admin.metrics;

import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Live sessions of a gateway: where they stand, whom they left and why, what their intervals cost. Swaps of a session whose
 * beginning was not seen, because the node was started anew, are counted among those of all jobs only. Any thread.
 */
final class LiveMeters implements LiveTally {

    private static final int MAX_PIPELINES = 50;
    private static final int MAX_SESSIONS = 10_000;
    private static final double[] GAP_SECONDS = {.05, .1, .2, .3, .4, .6, .8, 1, 1.5, 2, 5, 10};

    private final MeterRegistry registry;
    private final CappedLabel pipelines = new CappedLabel(MAX_PIPELINES);
    private final Count swaps;
    private final Count intervals;
    private final Count paid;
    private final Count lost;
    private final Count standby;
    private final Timing gaps;
    private final Set<JobId> sessions =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<JobId, Boolean>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
                    return size() > MAX_SESSIONS;
                }
            }));
    private final Set<LiveStanding> shown = ConcurrentHashMap.newKeySet();
    private volatile Supplier<List<LiveStanding>> standings = List::of;
    private volatile Map<LiveStanding, Long> now = Map.of();

    LiveMeters(MeterRegistry registry) {
        this.registry = registry;
        swaps = new Count(registry, "headrace_live_swaps_total", "Orchestrators left within a live session", "reason");
        intervals = new Count(registry, "headrace_live_intervals_paid_total", "Intervals paid", "standing");
        paid = new Count(registry, "headrace_live_paid_wei_total", "What these are worth, in wei", "standing");
        lost = new Count(
                registry, "headrace_live_lost_wei_total", "Paid for intervals that did not come about", "reason");
        standby = new Count(
                registry, "headrace_live_standby_wei_total", "Charged by those who stood by and were sent the input");
        gaps = new Timing(
                registry,
                "headrace_live_longest_gap_seconds",
                "The longest time without a picture, of each stream that is over",
                GAP_SECONDS);
    }

    void created(JobId job, JobClass jobClass) {
        if (jobClass == JobClass.REALTIME) {
            sessions.add(job);
        }
    }

    void moved(JobId job, Fact.Moved move) {
        if (move.to().equals("SwapOrchestrator") && sessions.contains(job)) {
            swaps.one(move.reason().code());
        }
    }

    void ended(JobId job) {
        sessions.remove(job);
    }

    void paid(Fact.IntervalPaid interval) {
        var standing = interval.standing().name().toLowerCase(Locale.ROOT).replace('_', '-');
        intervals.one(standing);
        paid.add(Amount.wei(interval.expectedValue()), standing);
    }

    void lost(Fact.IntervalLost interval) {
        lost.add(Amount.wei(interval.amount()), interval.reason().code());
    }

    void charged(Fact.StandbyCharged charged) {
        standby.add(Amount.wei(charged.fee()));
    }

    @Override
    public void ended(Duration longestGap) {
        gaps.record(longestGap);
    }

    @Override
    public void standing(Supplier<List<LiveStanding>> read) {
        standings = read;
    }

    /** Reads where sessions stand; before each scrape. */
    void look() {
        now = standings.get().stream()
                .map(session -> new LiveStanding(pipelines.of(session.pipeline()), session.state()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        now.keySet().stream().filter(shown::add).forEach(this::show);
    }

    private void show(LiveStanding standing) {
        Gauge.builder("headrace_live_sessions", () -> now.getOrDefault(standing, 0L))
                .description("Live sessions that are not over")
                .tag("pipeline", standing.pipeline())
                .tag("state", standing.state())
                .register(registry);
    }
}
