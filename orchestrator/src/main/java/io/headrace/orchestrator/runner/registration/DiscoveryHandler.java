package io.headrace.orchestrator.runner.registration;

import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerPaths;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.runner.Discovery;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Tells clients which runners there are: {@code GET /discovery} (real-time reference section 9.4). */
final class DiscoveryHandler {

    private final RunnerDesk desk;
    private final RunnerPrices prices;
    private final Supplier<String> serviceUri;

    DiscoveryHandler(RunnerDesk desk, RunnerPrices prices, Supplier<String> serviceUri) {
        this.desk = desk;
        this.prices = prices;
        this.serviceUri = serviceUri;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        var runners = desk.offered().stream()
                .filter(runner -> !prices.isPaid() || prices.asked(runner.id()).isPresent())
                .map(this::described)
                .toList();
        var node = new Discovery.Node(serviceUri.get(), runners);
        exchange.answer(200, "application/json", new Discovery(List.of(node)).encode());
    }

    private Discovery.Runner described(Runner runner) {
        var card = runner.card();
        return new Discovery.Runner(
                serviceUri.get() + RunnerPaths.entrance(runner),
                card.gpu(),
                card.app().text(),
                card.version(),
                card.metadata(),
                card.mode(),
                new Discovery.Room(card.capacity(), runner.sessions().size()),
                prices.advertised(runner.id()));
    }
}
