package io.headrace.node.role;

import io.headrace.crypto.Signatures;
import io.headrace.node.data.DataDirectory;
import io.headrace.orchestrator.Orchestrator.WorkerDoor;
import io.headrace.orchestrator.batch.PricedOffering;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.AppLog;
import io.headrace.orchestrator.byoc.ByocConfig;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.orchestrator.byoc.RegistrationFile;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.pipeline.Offering;
import io.headrace.transport.address.AddressRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Where containers register at an orchestrator, and where their jobs come in. */
final class ContainerDoor implements AutoCloseable {

    private final ByocSide side;
    private final StreamDoor streams;

    private ContainerDoor(
            OrchestratorSettings settings,
            NodeBase base,
            AppBilling billing,
            KnownRates rates,
            AppLog log,
            Supplier<String> serviceUri) {
        DataDirectory data = settings.data();
        var secret = settings.workerSecret().orElseGet(() -> data.containerSecret(base.secrets()));
        side = new ByocSide(
                ByocConfig.of(WorkerSecret.of(secret), AddressRules.publicAnd(settings.containersFrom())),
                new ByocSide.Parts(
                        base.host(),
                        base.ticker(),
                        billing,
                        Signatures::signedBy,
                        rates,
                        new RegistrationFile(data.root().resolve("containers.json")),
                        log),
                serviceUri);
        streams = StreamDoor.open(side, base, billing, log, serviceUri);
    }

    /** @param serviceUri under which gateways reach the orchestrator */
    static ContainerDoor open(
            OrchestratorSettings settings,
            NodeBase base,
            AppBilling billing,
            KnownRates rates,
            AppLog log,
            Supplier<String> serviceUri)
            throws InterruptedException {
        var door = new ContainerDoor(settings, base, billing, rates, log, serviceUri);
        door.side.recall();
        return door;
    }

    /** The way in for workers, and this one. */
    WorkerDoor beside(WorkerDoor workers) {
        var routes = new ArrayList<>(workers.routes());
        routes.addAll(side.routes());
        routes.addAll(streams.routes());
        return new WorkerDoor(routes, workers.services());
    }

    /** What is on offer now, with its prices. */
    List<PricedOffering> offerings() {
        return side.offerings().stream().map(this::priced).toList();
    }

    private PricedOffering priced(Offering offering) {
        var prices = new TreeMap<String, Price>();
        offering.prices().forEach(what -> side.price(what).ifPresent(price -> prices.put(what.model(), price)));
        return new PricedOffering(offering, prices);
    }

    /** Looks at the rates of currencies. Blocks. */
    void requote() throws InterruptedException {
        side.requote();
    }

    @Override
    public void close() {
        streams.close();
        side.close();
    }
}
