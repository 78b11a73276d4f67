package io.headrace.job.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orchestrators that failed a job, and until when they are left out. The penalty doubles with each failure and is
 * forgotten some time after it ran out. A suspended one is used only when nobody else is left.
 */
public record Suspensions(Map<Orchestrator, Penalty> penalties) {

    public static final Suspensions NONE = new Suspensions(Map.of());

    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** How long after its end a penalty still counts as the beginning of the next. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    public Suspensions {
        penalties = Map.copyOf(penalties);
    }

    /** @param length how long it was, so that the next is longer */
    public record Penalty(Instant until, Duration length) {}

    /** The same with one more failure; {@code first} is the penalty of somebody who never failed. */
    public Suspensions suspend(Orchestrator orchestrator, Instant now, Duration first) {
        var kept = new HashMap<>(penalties);
        kept.values().removeIf(penalty -> penalty.until().plus(MEMORY).isBefore(now));
        var before = Optional.ofNullable(kept.get(orchestrator));
        var length = before.map(penalty -> penalty.length().multipliedBy(2))
                .map(doubled -> doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled)
                .orElse(first);
        kept.put(orchestrator, new Penalty(now.plus(length), length));
        return new Suspensions(kept);
    }

    /** The same without what these were blamed for. */
    public Suspensions pardon(Set<Orchestrator> orchestrators) {
        var kept = new HashMap<>(penalties);
        kept.keySet().removeAll(orchestrators);
        return new Suspensions(kept);
    }

    /** Until when; empty for one that may be used. */
    public Optional<Instant> until(Orchestrator orchestrator, Instant now) {
        return Optional.ofNullable(penalties.get(orchestrator))
                .map(Penalty::until)
                .filter(now::isBefore);
    }
}
