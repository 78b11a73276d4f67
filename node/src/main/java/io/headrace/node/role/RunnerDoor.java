package io.headrace.node.role;

import io.headrace.admin.RunnerList;
import io.headrace.crypto.Signatures;
import io.headrace.node.data.DataDirectory;
import io.headrace.orchestrator.Orchestrator;
import io.headrace.orchestrator.Orchestrator.WorkerDoor;
import io.headrace.orchestrator.batch.PricedOffering;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.runner.RunnerConfig;
import io.headrace.orchestrator.runner.RunnerSide;
import io.headrace.payments.Price;
import io.headrace.pipeline.Offering;
import io.headrace.transport.Route;
import io.headrace.transport.address.AddressRules;
import io.headrace.trickle.Channels;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.runner.Discovery;
import io.headrace.wire.runner.StaticRunner;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where live runners register at an orchestrator, and where their clients come in; or the sentence that there are none. */
final class RunnerDoor implements AutoCloseable {

    private static final Route CLOSED =
            Route.of("GET", Discovery.PATH, (exchange, _) -> exchange.refuse(404, "live runners are not supported"));

    private final Optional<Path> list;
    private final Optional<RunnerSide> side;
    private final CompletableFuture<Channels> channels = new CompletableFuture<>();

    private RunnerDoor(
            OrchestratorSettings settings,
            NodeBase base,
            AppBilling billing,
            RateWatch rates,
            Supplier<String> serviceUri) {
        list = settings.runners().list();
        side = settings.runners().isOpen()
                ? Optional.of(new RunnerSide(config(settings, base), parts(settings, base, billing, rates), serviceUri))
                : Optional.empty();
    }

    /** @param serviceUri under which clients and runners reach the orchestrator */
    static RunnerDoor open(
            OrchestratorSettings settings,
            NodeBase base,
            AppBilling billing,
            RateWatch rates,
            Supplier<String> serviceUri) {
        var door = new RunnerDoor(settings, base, billing, rates, serviceUri);
        door.side.ifPresent(side -> rates.taking(side::requote));
        return door;
    }

    private static RunnerConfig config(OrchestratorSettings settings, NodeBase base) {
        var secret = settings.workerSecret().orElseGet(() -> settings.data().containerSecret(base.secrets()));
        return RunnerConfig.of(
                WorkerSecret.of(secret),
                settings.runners().registering(),
                AddressRules.publicAnd(settings.containersFrom()));
    }

    private RunnerSide.Parts parts(OrchestratorSettings settings, NodeBase base, AppBilling billing, RateWatch rates) {
        DataDirectory data = settings.data();
        return new RunnerSide.Parts(
                base.host(),
                base.ticker(),
                billing,
                Signatures::signedBy,
                rates.rates(),
                new AuthTokens(data.sessionSecret(base.secrets())),
                base.secrets(),
                channels::join);
    }

    /** The way in for workers and others, and this one. */
    WorkerDoor beside(WorkerDoor others) {
        var routes = new ArrayList<>(others.routes());
        routes.addAll(side.map(RunnerSide::routes).orElse(List.of(CLOSED)));
        return new WorkerDoor(routes, others.services());
    }

    /**
     * The orchestrator listens: those that the operator named are taken.
     *
     * @throws IOException when the operator's list cannot be read, or is not taken
     */
    void begin(Orchestrator orchestrator) throws IOException, InterruptedException {
        channels.complete(orchestrator.live().trickle());
        if (side.isPresent()) {
            side.get().begin();
            if (list.isPresent()) {
                take(side.get(), list.get());
            }
        }
    }

    private static void take(RunnerSide side, Path list) throws IOException, InterruptedException {
        var refusal = refusal(side, Files.readString(list));
        if (refusal.isPresent()) {
            throw new IOException("The live runners in " + list + " are not taken: " + refusal.get());
        }
    }

    private static Optional<String> refusal(RunnerSide side, String document) throws InterruptedException {
        try {
            side.take(StaticRunner.decode(document));
            return Optional.empty();
        } catch (UnreadableException garbled) {
            return Optional.of(garbled.sentence());
        } catch (RefusedException refused) {
            return Optional.of(refused.sentence());
        }
    }

    /** By which the operator names more while the node runs; empty where there are no live runners. */
    Optional<RunnerList> named() {
        return side.map(open -> document -> refusal(open, document));
    }

    /** What is on offer here and behind another door now, with its prices. */
    List<PricedOffering> beside(List<PricedOffering> others) {
        var own = side.stream().flatMap(open -> open.offerings().stream().map(offering -> priced(open, offering)));
        return Stream.concat(others.stream(), own).toList();
    }

    private static PricedOffering priced(RunnerSide side, Offering offering) {
        var prices = new TreeMap<String, Price>();
        side.price(offering).ifPresent(price -> offering.models().keySet().forEach(model -> prices.put(model, price)));
        return new PricedOffering(offering, prices);
    }

    @Override
    public void close() {
        side.ifPresent(RunnerSide::close);
    }
}
