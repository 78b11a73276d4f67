package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kills ({@code kill -9}) one process of a network after the other. Everything it may hit was started by the soak. */
final class Killer {

    private final ProcessTree tree;
    private final VictimChoice choice;
    private final Duration every;

    private final long begun = System.nanoTime();
    private final List<Kill> kills = new CopyOnWriteArrayList<>();

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
        hit.ifPresent(each -> kills.add(new Kill(Duration.ofNanos(System.nanoTime() - begun), each)));
        return hit;
    }

    /** Who died, in order. */
    List<Kill> kills() {
        return List.copyOf(kills);
    }
}
