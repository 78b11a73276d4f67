package io.headrace.simulation.live;

import io.headrace.ledger.LocalLedger;
import io.headrace.payments.recipient.OfferDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Fate strikes live sessions at fixed times, while there are any; the seed says whom, and with what. */
record LiveCalamities(LiveWorld world, LiveGateway gateway, List<LiveOrchestrator> orchestrators, LocalLedger ledger) {

    void begin() {
        world.host.after(world.config.calamity(), () -> {
            strike();
            begin();
        });
    }

    private void strike() {
        var onAir = gateway.onAir();
        if (onAir.isEmpty()) {
            return;
        }
        var stream = onAir.get(world.draw(onAir.size()));
        var somebody = orchestrators.get(world.draw(orchestrators.size()));
        switch (world.draw(40)) {
            case 0 -> gateway.kill();
            case 1, 2, 3 -> somebody.kill();
            case 4, 5 -> somebody.drain();
            case 6, 7, 8 -> somebody.greed();
            case 9 -> ledger.advance(leap());
            case 10, 11, 12 -> leave(stream);
            case 13 -> gateway.stop(stream);
            case 14, 15 -> somebody.changePrice();
            default -> gateway.serving(stream).ifPresent(seller -> strike(stream, seller));
        }
    }

    private long leap() {
        world.strike(LiveFault.PARAMS_EXPIRED, "every offer");
        return OfferDesk.LIFE_IN_BLOCKS + 1;
    }

    /** Once in a while for longer than anybody waits. */
    private void leave(Publisher stream) {
        world.strike(LiveFault.PUBLISHER_AWAY, stream.job);
        stream.leave(world.draw(8) == 0 ? Duration.ofSeconds(25) : world.between(1_500, 12_000));
    }

    private void strike(Publisher stream, Seller seller) {
        switch (world.draw(5)) {
            case 0 -> strike(seller, LiveFault.STALLED, runner -> runner.stall());
            case 1 -> strike(seller, LiveFault.RUNNER_CRASHED, runner -> runner.crash());
            case 2 -> strike(seller, LiveFault.SLOWED, runner -> runner.slowDown(stream.picture));
            case 3 -> {
                world.strike(LiveFault.PAYMENT_STOPPED, seller);
                seller.cheated = true;
                seller.happened(LiveFault.PAYMENT_STOPPED);
            }
            default -> {
                world.strike(LiveFault.OVERCHARGED, seller);
                seller.peer.process().overcharge(seller.session);
                seller.wire.struck(LiveFault.OVERCHARGED);
            }
        }
    }

    private void strike(Seller seller, LiveFault fault, java.util.function.Consumer<Runner> blow) {
        Optional<Runner> runner = seller.wire.runner();
        runner.ifPresent(victim -> {
            world.strike(fault, seller);
            seller.wire.struck(fault);
            blow.accept(victim);
        });
    }
}
