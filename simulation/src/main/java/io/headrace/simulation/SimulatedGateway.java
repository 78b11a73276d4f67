package io.headrace.simulation;

import io.headrace.chain.Chain;
import io.headrace.crypto.Signer;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.payments.Wei;
import io.headrace.simulation.Messages.Terms;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A gateway: what outlives its process (journal, playlists, key), and the process. */
final class SimulatedGateway {

    private static final Duration RESTART = Duration.ofMillis(200);
    private static final Duration LONGEST_JOB = Duration.ofMinutes(5);
    private static final Duration SYNC = Duration.ofMillis(100);
    static final Wei DEPOSIT = Wei.of(2_000_000_000L);

    private static final Wei LOW = Wei.of(100_000_000L);

    final TornJournal journal = new TornJournal();
    final Signer signer;
    final Chain chain;
    final List<SimulatedOrchestrator> orchestrators;
    private final World world;
    private final Map<JobId, Client> clients = new LinkedHashMap<>();
    private final TreeMap<String, Integer> endings = new TreeMap<>();

    /** For a planted bug alone: offers kept over a restart. */
    private final Map<String, Terms> kept = new HashMap<>();

    private GatewayProcess process;
    private long published;
    private long skipped;
    private int topUps;

    SimulatedGateway(World world, Signer signer, Chain chain, List<SimulatedOrchestrator> orchestrators) {
        this.world = world;
        this.signer = signer;
        this.chain = chain;
        this.orchestrators = List.copyOf(orchestrators);
        this.process = new GatewayProcess(world, this, 1);
        sync();
    }

    void begin(Client client) {
        clients.put(client.job, client);
        if (process.alive()) {
            process.begin(client);
        } else {
            world.host.after(RESTART, () -> begin(client));
        }
    }

    /** The process is gone, and with it what the disk had not kept yet; another one begins soon. */
    void kill() {
        if (process.alive()) {
            process.die();
            journal.lose(world.draw(journal.unsafe() + 1));
            int life = process.life + 1;
            world.host.after(RESTART, () -> {
                process = new GatewayProcess(world, this, life);
                process.resume(clients);
            });
        }
    }

    void ended(Client client) {
        var outcome = client.outcome().orElseThrow();
        published += client.playlist.length() - client.playlist.gaps();
        skipped += client.playlist.gaps();
        endings.merge(name(outcome), 1, Integer::sum);
        world.log.add(world.now(), client.job, name(outcome), outcome.published());
        clients.remove(client.job);
        journal.forget(client.job);
    }

    /** The operator fills up the deposit, after a while. */
    void topUp(Runnable funded) {
        world.host.after(Duration.ofSeconds(1), () -> {
            if (depleted()) {
                chain.broker().fund(DEPOSIT, Wei.ZERO);
                topUps++;
            }
            funded.run();
        });
    }

    /** Less than pays for the largest winners. */
    boolean depleted() {
        return chain.broker().funds(signer.address()).deposit().compareTo(LOW) < 0;
    }

    Terms remembered(JobId job, SimulatedOrchestrator peer, Terms offered) {
        return world.config.has(PlantedBug.REUSE_NONCES)
                ? kept.computeIfAbsent(job + " " + peer.name(), _ -> offered)
                : offered;
    }

    void closed(PayingSession session) {
        world.watch.sums(session.money());
    }

    /** No job may take so long, whatever happens to it. */
    void overdue() {
        for (var client : clients.values()) {
            if (client.begun.plus(LONGEST_JOB).isBefore(world.now())) {
                throw new Violation("%s has not ended after %s: %s"
                        .formatted(client.job, LONGEST_JOB, process.describe(client.job)));
            }
        }
    }

    boolean idle() {
        return clients.isEmpty();
    }

    Map<String, Integer> endings() {
        return endings;
    }

    long published() {
        return published;
    }

    long skipped() {
        return skipped;
    }

    int topUps() {
        return topUps;
    }

    private static String name(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? "Failed " + failed.reason().code()
                : outcome.getClass().getSimpleName();
    }

    private void sync() {
        journal.sync();
        overdue();
        world.host.after(SYNC, this::sync);
    }
}
