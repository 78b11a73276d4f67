package io.headrace.simulation.live;

import io.headrace.chain.Chain;
import io.headrace.crypto.Signer;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.payments.Wei;
import io.headrace.simulation.TornJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A gateway of live sessions: what outlives its process (journal, key), and the process. */
final class LiveGateway {

    static final Wei DEPOSIT = Wei.of(8_000_000_000L);
    private static final Wei LOW = Wei.of(200_000_000L);
    private static final Duration RESTART = Duration.ofMillis(1_500);
    private static final Duration SYNC = Duration.ofMillis(100);
    private static final Duration LONGEST_DARKNESS = Duration.ofSeconds(45);

    final TornJournal journal = new TornJournal();
    final Signer signer;
    final Chain chain;
    final List<LiveOrchestrator> orchestrators;
    private final LiveWorld world;
    private final Map<JobId, Publisher> streams = new LinkedHashMap<>();
    private final TreeMap<String, Integer> endings = new TreeMap<>();
    private LiveGatewayProcess process;

    LiveGateway(LiveWorld world, Signer signer, Chain chain, List<LiveOrchestrator> orchestrators) {
        this.world = world;
        this.signer = signer;
        this.chain = chain;
        this.orchestrators = List.copyOf(orchestrators);
        this.process = new LiveGatewayProcess(world, this, 1);
        sync();
    }

    void begin(Publisher stream) {
        streams.put(stream.job, stream);
        stream.begin();
    }

    Publisher stream(JobId job) {
        return Optional.ofNullable(streams.get(job)).orElseThrow();
    }

    List<Publisher> streams() {
        return List.copyOf(streams.values());
    }

    void picture(Publisher stream, Picture picture) {
        world.host.after(
                Duration.ofMillis(2),
                () -> process.ifAlive(() -> {
                    if (stream.outcome().isEmpty()) {
                        process.picture(stream, picture);
                    }
                }));
    }

    void ended(Publisher stream) {
        world.host.after(Duration.ofMillis(3), () -> process.ifAlive(() -> process.inputEnds(stream)));
    }

    /** The process is gone, and with it what the disk had not kept yet; another one begins soon. */
    void kill() {
        if (!process.alive()) {
            return;
        }
        world.strike(LiveFault.GATEWAY_KILLED, "life " + process.life);
        onAir().forEach(stream -> stream.struck(LiveFault.GATEWAY_KILLED));
        process.die();
        journal.lose(world.draw(journal.unsafe() + 1));
        int life = process.life + 1;
        world.host.after(RESTART, () -> {
            process = new LiveGatewayProcess(world, this, life);
            process.resume();
            onAir().forEach(Publisher::reconnect);
        });
    }

    void stop(Publisher stream) {
        if (process.alive() && process.stop(stream)) {
            world.strike(LiveFault.USER_STOPPED, stream.job);
            stream.stop();
        }
    }

    Optional<Seller> serving(Publisher stream) {
        return process.alive() ? process.serving(stream).filter(seller -> !seller.dead()) : Optional.empty();
    }

    List<Publisher> onAir() {
        var all = new ArrayList<>(streams.values());
        all.removeIf(stream -> !stream.onAir());
        return all;
    }

    void over(Publisher stream, Outcome outcome) {
        var name = outcome instanceof Outcome.Failed failed
                ? "Failed " + failed.reason().code()
                : outcome.getClass().getSimpleName();
        endings.merge(name, 1, Integer::sum);
        world.note(stream.job, name, outcome.published());
        journal.forget(stream.job);
    }

    SortedMap<String, Integer> endings() {
        return endings;
    }

    boolean idle() {
        return streams.values().stream().allMatch(stream -> stream.outcome().isPresent());
    }

    /** The operator fills up the deposit, after a while. */
    void topUp(Runnable funded) {
        world.host.after(Duration.ofSeconds(1), () -> {
            if (depleted()) {
                chain.broker().fund(DEPOSIT, Wei.ZERO);
            }
            funded.run();
        });
    }

    /** Less than pays for the largest winners. */
    boolean depleted() {
        return chain.broker().funds(signer.address()).deposit().compareTo(LOW) < 0;
    }

    private void sync() {
        journal.sync();
        onAir().forEach(this::goesOn);
        world.host.after(SYNC, this::sync);
    }

    /** After whatever happened the output goes on, or the stream ends. */
    private void goesOn(Publisher stream) {
        world.promise(
                stream.darkness().compareTo(LONGEST_DARKNESS) < 0,
                "%s shows nothing for %s: %s",
                stream.job,
                stream.darkness(),
                process.describe(stream.job));
    }
}
