package io.headrace.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one simulation found.
 *
 * @param endings how many jobs ended how: Completed, Cancelled or Failed with its reason
 * @param published units, of all jobs
 * @param skipped units that nobody could work on, of live jobs
 * @param faults how often each struck
 * @param virtual how long the network lived by its own clock
 * @param log how many events were logged; {@code hash} is over all of them
 * @param money in one line, exact
 * @param violation the promise that was broken first; the run stopped there
 */
public record SimulationReport(
        long seed,
        Map<String, Integer> endings,
        long published,
        long skipped,
        Map<Fault, Integer> faults,
        Duration virtual,
        long log,
        String hash,
        String money,
        Optional<String> violation) {

    public SimulationReport {
        endings = Map.copyOf(endings);
        faults = Map.copyOf(faults);
    }

    public boolean ok() {
        return violation.isEmpty();
    }

    /** For people; the first line says whether the promises were kept, and always names the seed. */
    public String text() {
        var text = new StringBuilder();
        text.append("Seed %d: %s%n"
                .formatted(seed, violation.map("BROKEN: "::concat).orElse("every promise kept")));
        text.append("  jobs       %s%n".formatted(new TreeMap<>(endings)));
        text.append("  published  %d units, %d skipped, in %d s of virtual time%n"
                .formatted(published, skipped, virtual.toSeconds()));
        text.append("  faults     %s%n".formatted(new TreeMap<>(faults)));
        text.append("  money      %s%n".formatted(money));
        text.append("  log        %d events, sha-256 %s%n".formatted(log, hash));
        return text.toString();
    }
}
