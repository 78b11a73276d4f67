package io.headrace.orchestrator.byoc;

import io.headrace.crypto.SignatureCheck;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PriceReference;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.Route;
import io.headrace.wire.byoc.ContainerRegistration;
import io.headrace.wire.byoc.JobToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The registered containers of an orchestrator: who they are, what they cost, and their jobs. Its {@link #routes} are
 * served on the public port.
 */
public final class ByocSide implements AutoCloseable {

    private static final String REQUESTS = "/process/request/{path...}";

    private final AppDesk desk;
    private final AppPrices prices;
    private final HttpClient client;
    private final List<Route> routes;
    private final Shared shared;

    /**
     * What it is made of.
     *
     * @param signatures of senders
     * @param rates of the currencies in which containers tell their prices
     * @param store empties nothing: what is in it is registered again by {@link #recall}
     */
    public record Parts(
            Host host,
            NanoTicker ticker,
            AppBilling billing,
            SignatureCheck signatures,
            KnownRates rates,
            RegistrationStore store,
            AppLog log) {}

    /**
     * What other doors to the same applications are made of: streams.
     *
     * @param check of the heads of jobs
     * @param bodies limits the requests that are held at once
     */
    public record Shared(JobCheck check, AppDesk desk, AppPrices prices, BodyMemory bodies, HttpClient client) {}

    /** @param serviceUri under which gateways reach this node */
    public ByocSide(ByocConfig config, Parts parts, Supplier<String> serviceUri) {
        InstantSource clock = () -> parts.host().moment().now();
        client = HttpClient.start(ClientConfig.FOR_NODES);
        prices = new AppPrices(parts.billing(), parts.rates());
        var probe = new AppProbe(client, config.probing().patience());
        desk = new AppDesk(config, parts.host(), probe, parts.store(), prices);
        var registrations = new RegistrationHandler(config.secret(), desk);
        var tokens = new TokenHandler(desk, prices, parts.billing(), parts.signatures(), serviceUri);
        var bodies = new BodyMemory(config.limits().allRequestBytes());
        var tools = new JobHandler.Tools(
                client,
                parts.host(),
                parts.ticker(),
                parts.billing(),
                prices,
                bodies,
                config.limits(),
                config.covering(),
                parts.log());
        var check = new JobCheck(parts.billing(), parts.signatures(), clock);
        shared = new Shared(check, desk, prices, bodies, client);
        var jobs = new JobHandler(check, desk, tools);
        routes = List.of(
                Route.anyMethod(ContainerRegistration.REGISTER_PATH, registrations::register),
                Route.anyMethod(ContainerRegistration.UNREGISTER_PATH, registrations::unregister),
                Route.anyMethod(JobToken.PATH, tokens::handle),
                Route.anyMethod(REQUESTS, jobs::handle));
    }

    /** For the orchestrator's public port. */
    public List<Route> routes() {
        return routes;
    }

    /** For streams of the same applications. */
    public Shared shared() {
        return shared;
    }

    /** Registers again what was registered before a restart. Blocks, on names that must be resolved. */
    public void recall() throws InterruptedException {
        desk.recall();
    }

    /** What is on offer now, for descriptors and capability bits. */
    public List<Offering> offerings() {
        return desk.offerings();
    }

    /** What a container costs everybody per unit; empty off chain, and while it is not known. */
    public Optional<Price> price(PriceReference reference) {
        return prices.asked(reference.pipeline().text());
    }

    /** Looks at the rates of currencies and writes prices anew. Called once in a while; blocks. */
    public void requote() throws InterruptedException {
        prices.requote();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        desk.close();
        client.close();
    }
}
