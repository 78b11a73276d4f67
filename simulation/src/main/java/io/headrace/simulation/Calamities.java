package io.headrace.simulation;

import io.headrace.ledger.LocalLedger;
import io.headrace.payments.recipient.OfferDesk;
import java.util.List;

/** Fate strikes at fixed times; the seed says whom. */
record Calamities(
        World world, SimulatedGateway gateway, List<SimulatedOrchestrator> orchestrators, LocalLedger ledger) {

    void begin() {
        world.host.after(world.config.calamity(), () -> {
            strike();
            begin();
        });
    }

    private void strike() {
        var somebody = orchestrators.get(world.draw(orchestrators.size()));
        switch (world.draw(6)) {
            case 0 -> {
                world.strike(Fault.GATEWAY_KILLED, "gateway");
                gateway.kill();
            }
            case 1 -> {
                world.strike(Fault.ORCHESTRATOR_KILLED, somebody.name());
                somebody.kill();
            }
            case 2, 3 -> {
                if (somebody.killWorker()) {
                    world.strike(Fault.WORKER_KILLED, somebody.name());
                }
            }
            case 4 -> {
                somebody.changePrice();
                world.strike(Fault.PRICE_CHANGED, somebody.name());
            }
            default -> {
                ledger.advance(OfferDesk.LIFE_IN_BLOCKS + 1);
                world.strike(Fault.PARAMS_EXPIRED, "every offer");
            }
        }
    }
}
