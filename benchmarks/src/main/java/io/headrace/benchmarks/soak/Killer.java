package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Kills ({@code kill -9}) one process of a network after the other. Everything it may hit was started by the soak. */
final class Killer {

    private final ProcessTree tree;
    private final VictimChoice choice;
    private final Duration every;

    /** Guarded by this. */
    private final Map<NetworkProcess.Kind, Integer> kills = new EnumMap<>(NetworkProcess.Kind.class);

    Killer(ProcessTree tree, VictimChoice choice, Duration every) {
        this.tree = tree;
        this.choice = choice;
        this.every = every;
    }

    /** Kills until it is interrupted. */
    void run() {
        try {
            while (true) {
                Thread.sleep(every);
                kill();
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills one; empty when there was nobody, or somebody who was gone already. */
    Optional<NetworkProcess> kill() {
        var victim = choice.choose(tree.processes());
        var hit = victim.filter(each ->
                ProcessHandle.of(each.pid()).map(ProcessHandle::destroyForcibly).orElse(false));
        hit.ifPresent(this::count);
        return hit;
    }

    private synchronized void count(NetworkProcess victim) {
        kills.merge(victim.kind(), 1, Integer::sum);
    }

    /** How many died, by kind. */
    synchronized Map<NetworkProcess.Kind, Integer> kills() {
        return Map.copyOf(kills);
    }
}
