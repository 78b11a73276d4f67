package io.headrace.simulation;

import io.headrace.crypto.EthAddress;
import io.headrace.job.JobId;
import io.headrace.ledger.LocalLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gateway, three orchestrators and a chain on virtual time. Files and live streams come in turn. Jobs, units, tickets, credit, admission and settlement are
 * the production machines; network, processes, disks and time are simulated and fail by the seed. The promises are
 * checked as things happen; the first broken one ends the run. One seed tells one story, to the byte.
 */
public final class Simulation {

    private static final long LIMIT = 30_000_000;
    private static final int ORCHESTRATORS = 3;

    private final World world;
    private final LocalLedger ledger;
    private final List<SimulatedOrchestrator> orchestrators = new ArrayList<>();
    private final SimulatedGateway gateway;
    private final Settlement settlement;
    private int arrived;

    private Simulation(SimulationConfig config) {
        world = new World(config);
        var payer = CheapSigner.named("gateway");
        var addresses = new ArrayList<EthAddress>();
        for (int number = 1; number <= ORCHESTRATORS; number++) {
            addresses.add(CheapSigner.named("orchestrator " + number).address());
        }
        ledger = Settlement.ledger(config.seed(), payer.address(), addresses);
        for (int number = 1; number <= ORCHESTRATORS; number++) {
            var address = addresses.get(number - 1);
            orchestrators.add(new SimulatedOrchestrator(world, number, address, ledger.as(address)));
        }
        var chain = ledger.as(payer.address());
        chain.broker().fund(SimulatedGateway.DEPOSIT, SimulatedGateway.DEPOSIT);
        gateway = new SimulatedGateway(world, payer, chain, orchestrators);
        settlement = new Settlement(
                world.host,
                world.log,
                ledger,
                orchestrators.stream().map(SimulatedOrchestrator::earner).toList());
    }

    /**
     * Runs to the end, or to the first broken promise. Takes a few seconds and one thread.
     *
     * @throws IllegalStateException when a machine stopped at what it did not expect; it names the seed
     */
    public static SimulationReport run(SimulationConfig config) {
        try {
            return new Simulation(config).live();
        } catch (IllegalStateException bug) {
            throw new IllegalStateException("Seed " + config.seed() + " shows a bug", bug);
        }
    }

    private SimulationReport live() {
        Optional<String> violation = Optional.empty();
        try {
            arrive();
            new Calamities(world, gateway, orchestrators, ledger).begin();
            settlement.begin();
            for (long happened = 0; !over(); happened++) {
                if (happened == LIMIT || !world.host.step()) {
                    throw new Violation("The network does not come to its end: " + gateway.endings());
                }
            }
            settlement.close();
        } catch (Violation broken) {
            violation = Optional.of(String.valueOf(broken.getMessage()));
        }
        return report(violation);
    }

    private boolean over() {
        return arrived == world.config.jobs() && gateway.idle();
    }

    private void arrive() {
        if (arrived < world.config.jobs()) {
            arrived++;
            var kind = arrived % 2 == 0 ? Client.Kind.LIVE : Client.Kind.FILE;
            gateway.begin(new Client(new JobId("job-" + arrived), kind, world.config.units(), world.now()));
            world.host.after(world.config.arrival(), this::arrive);
        }
    }

    private SimulationReport report(Optional<String> violation) {
        return new SimulationReport(
                world.config.seed(),
                gateway.endings(),
                gateway.published(),
                gateway.skipped(),
                world.faults(),
                Duration.between(Instant.EPOCH, world.now()),
                world.log.lines(),
                world.log.hash(),
                settlement.summary() + ", " + gateway.topUps() + " top-ups",
                violation);
    }
}
