package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one simulated chain showed.
 *
 * @param blocks of the chain as it ended
 * @param transactions mined in them, those refused by a contract included
 * @param winners how many ended how: Paid, UsedBefore, Expired or Worthless
 * @param rewards who called reward, by round; every round that was begun is there
 * @param faults how often each struck
 * @param incidents what the transaction machines counted
 * @param virtual how long the chain lived by its own clock
 * @param log how many events were logged; {@code hash} is over all of them
 * @param violation the promise that was broken first; the run stopped there
 */
public record ChainReport(
        long seed,
        long blocks,
        long transactions,
        Map<String, Integer> winners,
        SortedMap<Long, List<String>> rewards,
        Map<ChainFault, Integer> faults,
        Map<Incident, Integer> incidents,
        Duration virtual,
        long log,
        String hash,
        Optional<String> violation) {

    public ChainReport {
        winners = Map.copyOf(winners);
        rewards = new TreeMap<>(rewards);
        faults = Map.copyOf(faults);
        incidents = Map.copyOf(incidents);
    }

    public boolean ok() {
        return violation.isEmpty();
    }

    /** For people; the first line says whether the promises were kept, and always names the seed. */
    public String text() {
        int called = rewards.values().stream().mapToInt(List::size).sum();
        return "Seed %d, chain: %s%n"
                        .formatted(seed, violation.map("BROKEN: "::concat).orElse("every promise kept"))
                + "  chain      %d blocks, %d transactions, %d s of virtual time%n"
                        .formatted(blocks, transactions, virtual.toSeconds())
                + "  rewards    %d, in %d rounds%n".formatted(called, rewards.size())
                + "  winners    %s%n".formatted(new TreeMap<>(winners))
                + "  faults     %s%n".formatted(new TreeMap<>(faults))
                + "  incidents  %s%n".formatted(new TreeMap<>(incidents))
                + "  log        %d events, sha-256 %s%n".formatted(log, hash);
    }
}
