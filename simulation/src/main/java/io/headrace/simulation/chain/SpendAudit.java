package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.payments.Credit;
import io.headrace.simulation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Counts what a process lets out, apart from its spend guard and without its sums. */
final class SpendAudit {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SpendLimits caps;

    SpendAudit(SpendLimits caps) {
        this.caps = caps;
    }

    private record Entry(Spend spend, Instant at) {}

    private final List<Entry> entries = new ArrayList<>();

    /** @throws Violation when a cap is passed */
    void spent(Spend spend, Instant now) {
        entries.removeIf(entry -> !entry.at().plus(HOUR).isAfter(now));
        entries.add(new Entry(spend, now));
        within(SECOND, now, caps.perSecond(), _ -> true);
        within(HOUR, now, caps.perHour(), _ -> true);
        within(HOUR, now, caps.perPeerHour(), other -> other.peer().equals(spend.peer()));
        within(HOUR, now, caps.perPipelineHour(), other -> other.pipeline().equals(spend.pipeline()));
    }

    private void within(Duration window, Instant now, Credit cap, Predicate<Spend> of) {
        var sum = entries.stream()
                .filter(entry -> entry.at().plus(window).isAfter(now))
                .map(Entry::spend)
                .filter(of)
                .map(Spend::amount)
                .reduce(Credit.ZERO, Credit::plus);
        if (sum.compareTo(cap) > 0) {
            throw new Violation("%s wei were let out within %s, the guard's cap is %s"
                    .formatted(sum.rounded(), window, cap.rounded()));
        }
    }
}
