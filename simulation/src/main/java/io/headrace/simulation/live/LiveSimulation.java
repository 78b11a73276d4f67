package io.headrace.simulation.live;

import io.headrace.admission.live.Metering;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.LocalLedger;
import io.headrace.simulation.CheapSigner;
import io.headrace.simulation.Settlement;
import io.headrace.simulation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gateway with live streams, four orchestrators that compute them, one of which charges by the clock, and a chain, on
 * virtual time. Jobs, units, selection, admission, metering, tickets, credit and settlement are the production machines;
 * network, processes, runners, disks and time are simulated and fail by the seed. The promises are checked as things
 * happen; the first broken one ends the run. One seed tells one story, to the byte.
 */
public final class LiveSimulation {

    private static final long LIMIT = 20_000_000;
    private static final int ORCHESTRATORS = 4;
    private static final Duration ARRIVAL = Duration.ofSeconds(3);

    /** Longer than an orchestrator waits for a standby that nobody uses. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(11);

    private final LiveWorld world;
    private final LocalLedger ledger;
    private final List<LiveOrchestrator> orchestrators = new ArrayList<>();
    private final LiveGateway gateway;
    private final Settlement settlement;
    private int arrived;

    private LiveSimulation(LiveConfig config) {
        world = new LiveWorld(config);
        var payer = CheapSigner.named("gateway");
        var addresses = new ArrayList<EthAddress>();
        for (int number = 1; number <= ORCHESTRATORS; number++) {
            addresses.add(CheapSigner.named("orchestrator " + number).address());
        }
        ledger = Settlement.ledger(config.seed(), payer.address(), addresses);
        for (int number = 1; number <= ORCHESTRATORS; number++) {
            var address = addresses.get(number - 1);
            var metering = number == ORCHESTRATORS ? Metering.CLOCK : Metering.FLOW;
            orchestrators.add(new LiveOrchestrator(world, number, address, ledger.as(address), metering));
        }
        var chain = ledger.as(payer.address());
        chain.broker().fund(LiveGateway.DEPOSIT, LiveGateway.DEPOSIT);
        gateway = new LiveGateway(world, payer, chain, orchestrators);
        var earners = orchestrators.stream().map(LiveOrchestrator::earner).toList();
        settlement = new Settlement(world.host, world.log, ledger, earners);
    }

    /**
     * Runs to the end, or to the first broken promise. Takes about a second and one thread.
     *
     * @throws IllegalStateException when a machine stopped at what it did not expect; it names the seed
     */
    public static LiveReport run(LiveConfig config) {
        var simulation = new LiveSimulation(config);
        try {
            return simulation.live();
        } catch (IllegalStateException bug) {
            throw new IllegalStateException(
                    "Seed %d shows a bug, after%n%s"
                            .formatted(config.seed(), String.join("\n", simulation.world.trace())),
                    bug);
        }
    }

    private LiveReport live() {
        Optional<String> violation = Optional.empty();
        try {
            arrive();
            new LiveCalamities(world, gateway, orchestrators, ledger).begin();
            settlement.begin();
            for (long happened = 0; arrived < world.config.streams() || !gateway.idle(); happened++) {
                world.promise(happened < LIMIT && world.host.step(), "The streams do not end: %s", gateway.endings());
            }
            var end = world.now().plus(AFTERWARDS);
            while (world.now().isBefore(end)) {
                world.host.step();
            }
            orchestrators.forEach(this::leftNothing);
            settlement.close();
        } catch (Violation broken) {
            violation = Optional.of(String.valueOf(broken.getMessage()));
        }
        return report(violation);
    }

    private void leftNothing(LiveOrchestrator orchestrator) {
        int open = orchestrator.process().open();
        world.promise(open == 0, "%s still holds %d places when every stream has ended", orchestrator.name(), open);
    }

    private void arrive() {
        if (arrived < world.config.streams()) {
            arrived++;
            long length = world.config.length().toMillis();
            long drawn = length / 2 + world.draw((int) (length / 2));
            gateway.begin(new Publisher(world, gateway, arrived, Duration.ofMillis(drawn)));
            world.host.after(ARRIVAL, this::arrive);
        }
    }

    private LiveReport report(Optional<String> violation) {
        var streams = gateway.streams();
        return new LiveReport(
                world.config.seed(),
                gateway.endings(),
                new TreeMap<>(world.tolls()),
                streams.stream().mapToLong(Publisher::pictures).sum(),
                streams.stream()
                        .mapToLong(stream -> stream.playlist.length() - stream.playlist.gaps())
                        .sum(),
                Duration.between(Instant.EPOCH, world.now()),
                world.log.lines(),
                world.log.hash(),
                settlement.summary(),
                violation,
                violation.isPresent() ? world.trace() : List.of());
    }
}
