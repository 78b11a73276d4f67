package io.headrace.orchestrator.runner;

import io.headrace.crypto.SecretSource;
import io.headrace.crypto.SignatureCheck;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Offering;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.Route;
import io.headrace.trickle.Channels;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.runner.Discovery;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.runner.SessionNews;
import io.headrace.wire.runner.StaticRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The live runners of an orchestrator: who they are, what they cost, their sessions, and the way to them. Its {@link #routes}
 * are served on the public port.
 */
public final class RunnerSide implements AutoCloseable {

    private final RunnerConfig config;
    private final Parts parts;
    private final RunnerPrices prices;
    private final RunnerChannels channels;
    private final OpenSessions sessions;
    private final RunnerDesk desk;
    private final HttpClient polling;
    private final HttpClient relaying;
    private final List<Route> routes;
    private volatile boolean closed;

    /**
     * What it is made of.
     *
     * @param signatures of senders
     * @param rates of the currencies in which runners tell their prices
     * @param tokens whose secret is the orchestrator's
     * @param channels of the trickle server under {@code /ai/trickle/}; known once the node listens
     */
    public record Parts(
            Host host,
            NanoTicker ticker,
            AppBilling billing,
            SignatureCheck signatures,
            KnownRates rates,
            AuthTokens tokens,
            SecretSource secrets,
            Supplier<Channels> channels) {}

    /** @param serviceUri under which clients and runners reach this node; known once it listens */
    public RunnerSide(RunnerConfig config, Parts parts, Supplier<String> serviceUri) {
        this.config = config;
        this.parts = parts;
        polling = HttpClient.start(ClientConfig.FOR_NODES);
        relaying = HttpClient.startRelaying(ClientConfig.FOR_NODES);
        prices = new RunnerPrices(parts.billing(), parts.rates());
        channels =
                new RunnerChannels(parts.channels(), serviceUri, config.limits().channels());
        sessions = new OpenSessions(parts.host(), channels, config.limits());
        var poll = new HealthPoll(polling, config.pace().patience());
        desk = new RunnerDesk(config, parts.host(), parts.secrets(), prices, poll, sessions);
        routes = routes(serviceUri);
    }

    private List<Route> routes(Supplier<String> serviceUri) {
        var tokens = new SessionTokens(
                parts.tokens(), parts.secrets(), () -> parts.host().moment().now());
        var papers = new RunnerPapers(parts.signatures(), tokens);
        var challenges = new Challenges(parts.billing(), serviceUri);
        var tools = new SessionDoor.Tools(
                parts.host(),
                parts.ticker(),
                parts.billing(),
                tokens,
                parts.secrets(),
                config.pace().payment());
        var door = new SessionDoor(desk, sessions, prices, papers, challenges, tools);
        var payments = new SessionHandler.Payments(parts.billing(), prices, papers, challenges);
        var opening = new SessionHandler(desk, sessions, door, payments, serviceUri);
        var apps = new AppHandler(desk, sessions, door, new Relay(relaying, config.limits(), serviceUri));
        var heartbeats = new HeartbeatHandler(config, desk, channels, serviceUri);
        var all = new ArrayList<>(List.of(
                Route.of("POST", RunnerHeartbeat.PATH, heartbeats::heartbeat),
                Route.of("POST", HeartbeatHandler.UNREGISTER, heartbeats::unregister),
                Route.of("GET", Discovery.PATH, new DiscoveryHandler(desk, prices, serviceUri)::handle),
                Route.of("POST", AppPaths.OPEN, opening::open),
                Route.of("POST", AppPaths.STOP, opening::stop),
                Route.of("POST", AppPaths.PAYMENT, opening::pay),
                Route.anyMethod(AppPaths.SESSION_APP, apps::inSession),
                Route.anyMethod(AppPaths.APP, apps::once),
                Route.anyMethod(AppPaths.PROXY, apps::byProxy)));
        all.addAll(new CallbackHandler(desk, sessions, parts.secrets(), serviceUri).routes());
        return List.copyOf(all);
    }

    /** For the orchestrator's public port. */
    public List<Route> routes() {
        return routes;
    }

    /** From now on silent runners are forgotten, and those that are not hear that this node lives. */
    public void begin() {
        desk.sweepLater();
        tellLater();
    }

    private void tellLater() {
        parts.host().after(config.pace().keepAlive(), () -> {
            if (!closed) {
                desk.all().forEach(runner -> channels.tell(runner, new SessionNews.KeepAlive()));
                tellLater();
            }
        });
    }

    /**
     * Takes the runners that the operator names, all of them or none; those that were named before and are not named now
     * stay. Blocks, on names that must be resolved.
     *
     * @throws RefusedException with a sentence for the operator
     */
    public void take(List<StaticRunner> list) throws RefusedException, InterruptedException {
        desk.take(list);
    }

    /** What is on offer now. */
    public List<Offering> offerings() {
        return desk.offerings();
    }

    /** What a runner costs everybody per unit; empty off chain, while it is not known, and for other doors' offerings. */
    public Optional<Price> price(Offering offering) {
        return offering.door() instanceof Door.LiveRunner(var id, var _) ? prices.asked(id) : Optional.empty();
    }

    /** Looks at the rates of currencies and writes prices anew. Called once in a while; blocks. */
    public void requote() throws InterruptedException {
        prices.requote();
    }

    /** Ends all sessions and breaks off what is under way. */
    @Override
    public void close() {
        closed = true;
        desk.close();
        sessions.close();
        polling.close();
        relaying.close();
    }
}
