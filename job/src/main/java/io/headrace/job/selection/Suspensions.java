package io.headrace.job.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orchestrators that failed a job or cheated it, and until when they are left out. The penalty of a failure doubles with
 * each and is forgotten some time after it ran out; who failed is used when nobody else is left. Who cheated is not, and
 * stays out for the longest time there is.
 */
public record Suspensions(Map<Orchestrator, Penalty> penalties) {

    public static final Suspensions NONE = new Suspensions(Map.of());

    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** How long after its end a penalty still counts as the beginning of the next. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    public Suspensions {
        penalties = Map.copyOf(penalties);
    }

    /** What a penalty is for. */
    public enum Offence {
        /** It did not do the work, or not in time. */
        FAILED,
        /** What it returned or charged is not what was agreed. */
        CHEATED
    }

    /** @param length how long it was, so that the next is longer */
    public record Penalty(Offence offence, Instant until, Duration length) {}

    /**
     * The same with one more offence; {@code first} is the penalty of somebody who never failed. A cheat that fails as
     * well stays a cheat.
     */
    public Suspensions suspend(Orchestrator orchestrator, Offence offence, Instant now, Duration first) {
        var kept = new HashMap<>(penalties);
        kept.values().removeIf(penalty -> penalty.until().plus(MEMORY).isBefore(now));
        var before = Optional.ofNullable(kept.get(orchestrator));
        boolean cheat = offence == Offence.CHEATED || cheated(orchestrator, now);
        var length = cheat ? LONGEST : before.map(Suspensions::doubled).orElse(first);
        kept.put(orchestrator, new Penalty(cheat ? Offence.CHEATED : Offence.FAILED, now.plus(length), length));
        return new Suspensions(kept);
    }

    private static Duration doubled(Penalty penalty) {
        var doubled = penalty.length().multipliedBy(2);
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    /** The same without what these failed in. */
    public Suspensions pardon(Set<Orchestrator> orchestrators) {
        var kept = new HashMap<>(penalties);
        kept.entrySet()
                .removeIf(each ->
                        orchestrators.contains(each.getKey()) && each.getValue().offence() == Offence.FAILED);
        return new Suspensions(kept);
    }

    /** What stands against an orchestrator; empty for one that may be used. */
    public Optional<Penalty> of(Orchestrator orchestrator, Instant now) {
        return Optional.ofNullable(penalties.get(orchestrator)).filter(penalty -> now.isBefore(penalty.until()));
    }

    private boolean cheated(Orchestrator orchestrator, Instant now) {
        return of(orchestrator, now)
                .filter(penalty -> penalty.offence() == Offence.CHEATED)
                .isPresent();
    }
}
