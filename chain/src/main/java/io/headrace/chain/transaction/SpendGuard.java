package io.headrace.chain.transaction;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last word before money leaves: caps that hold even when a bug, a price or a peer goes wild, a rehearsal in which
 * nothing is spent, and a switch that stops everything. One guard for tickets and one for transactions, so that neither
 * eats the other's caps. Remembers an hour in sums; what was allowed counts, whether it was spent in the end or not.
 *
 * <p>Asks no clock. Any thread.
 */
public final class SpendGuard {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** What is answered. */
    public sealed interface Answer {
        record Allowed() implements Answer {}

        /** @param sentence what was wanted, and which cap with which value stands against it */
        record Refused(String sentence) implements Answer {}
    }

    /** Whether anything is spent at all. */
    public sealed interface Mode {
        record Live() implements Mode {}

        /** Everything is checked and counted as if it were live, and refused in the end. */
        record DryRun() implements Mode {}

        /** @param why as the operator put it */
        record Stopped(String why) implements Mode {}
    }

    private final SpendLimits limits;
    private Mode mode;
    private final SpendWindow second = new SpendWindow(SECOND);
    private final SpendWindow hour = new SpendWindow(HOUR);
    private final Map<EthAddress, SpendWindow> peers = new HashMap<>();
    private final Map<String, SpendWindow> pipelines = new HashMap<>();

    public SpendGuard(SpendLimits limits, Mode mode) {
        this.limits = limits;
        this.mode = mode;
    }

    /** The switch; what was spent before still counts. */
    public synchronized void set(Mode next) {
        mode = next;
    }

    public synchronized Mode mode() {
        return mode;
    }

    public SpendLimits limits() {
        return limits;
    }

    /** What was allowed within the last hour, all together. */
    public synchronized Credit spentInHour(Instant now) {
        return hour.sum(now);
    }

    /** Allows and remembers, or refuses. */
    public synchronized Answer ask(Spend spend, Instant now) {
        if (mode instanceof Mode.Stopped(var why)) {
            return new Answer.Refused("Spending is stopped (" + why + "): " + wanted(spend));
        }
        return objection(spend, now).<Answer>map(Answer.Refused::new).orElseGet(() -> counted(spend, now));
    }

    private Answer counted(Spend spend, Instant now) {
        second.add(spend.amount(), now);
        hour.add(spend.amount(), now);
        window(peers, spend.peer()).add(spend.amount(), now);
        window(pipelines, spend.pipeline()).add(spend.amount(), now);
        return mode instanceof Mode.DryRun
                ? new Answer.Refused("A dry run: " + wanted(spend) + " would be spent")
                : new Answer.Allowed();
    }

    private Optional<String> objection(Spend spend, Instant now) {
        return over(spend, second, limits.perSecond(), "within one second", now)
                .or(() -> over(spend, hour, limits.perHour(), "within one hour", now))
                .or(() -> over(spend, peers, spend.peer(), limits.perPeerHour(), "with this peer within one hour", now))
                .or(() -> over(
                        spend,
                        pipelines,
                        spend.pipeline(),
                        limits.perPipelineHour(),
                        "for this kind of work within one hour",
                        now));
    }

    private <K> Optional<String> over(
            Spend spend, Map<K, SpendWindow> windows, K name, Credit cap, String where, Instant now) {
        if (!windows.containsKey(name) && windows.size() >= limits.maxNames()) {
            windows.values().removeIf(window -> window.isEmpty(now));
        }
        if (!windows.containsKey(name) && windows.size() >= limits.maxNames()) {
            return Optional.of(
                    "No more than " + limits.maxNames() + " are told apart within one hour: " + wanted(spend));
        }
        return over(spend, windows.getOrDefault(name, new SpendWindow(HOUR)), cap, where, now);
    }

    private static Optional<String> over(Spend spend, SpendWindow window, Credit cap, String where, Instant now) {
        var spent = window.sum(now);
        return spent.plus(spend.amount()).compareTo(cap) > 0
                ? Optional.of(wanted(spend) + " on top of " + spent.rounded() + " wei spent " + where
                        + " exceeds the cap of " + cap.rounded() + " wei")
                : Optional.empty();
    }

    private static <K> SpendWindow window(Map<K, SpendWindow> windows, K name) {
        return windows.computeIfAbsent(name, _ -> new SpendWindow(HOUR));
    }

    private static String wanted(Spend spend) {
        return spend.amount().rounded() + " wei to " + spend.peer() + " for " + spend.pipeline();
    }
}
