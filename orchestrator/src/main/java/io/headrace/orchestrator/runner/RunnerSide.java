package io.headrace.orchestrator.runner;

import io.headrace.crypto.SecretSource;
import io.headrace.crypto.SignatureCheck;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.runner.callback.CallbackHandler;
import io.headrace.orchestrator.runner.identity.UnguessedNames;
import io.headrace.orchestrator.runner.payment.Challenges;
import io.headrace.orchestrator.runner.payment.RunnerPapers;
import io.headrace.orchestrator.runner.payment.SessionTill;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.registration.Registration;
import io.headrace.orchestrator.runner.registration.RunnerNews;
import io.headrace.orchestrator.runner.relay.AppHandler;
import io.headrace.orchestrator.runner.relay.Relay;
import io.headrace.orchestrator.runner.session.OpenSessions;
import io.headrace.orchestrator.runner.session.SessionChannels;
import io.headrace.orchestrator.runner.session.SessionDoor;
import io.headrace.orchestrator.runner.session.SessionHandler;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Offering;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.Route;
import io.headrace.trickle.Channels;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.runner.StaticRunner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The live runners of an orchestrator: who they are, what they cost, their sessions, and the way to them. Its {@link #routes}
 * are served on the public port.
 */
public final class RunnerSide implements AutoCloseable {

    private final RunnerPrices prices;
    private final OpenSessions sessions;
    private final Registration registration;
    private final HttpClient relaying;
    private final List<Route> routes;

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
        prices = new RunnerPrices(parts.billing(), parts.rates());
        var news = new RunnerNews(parts.channels(), serviceUri);
        var channels = new SessionChannels(
                parts.channels(), serviceUri, config.sessions().channels());
        sessions = new OpenSessions(parts.host(), news, channels, config.sessions());
        registration = new Registration(
                config.registration(),
                new Registration.Parts(parts.host(), parts.secrets(), prices, news, sessions),
                serviceUri);
        relaying = HttpClient.startRelaying(ClientConfig.FOR_NODES);
        var relay = new Relay(relaying, config.relay(), serviceUri);
        routes = Stream.of(registration.routes(), sessionRoutes(config, parts, relay, serviceUri))
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> sessionRoutes(RunnerConfig config, Parts parts, Relay relay, Supplier<String> serviceUri) {
        var tokens = new SessionTokens(
                parts.tokens(), parts.secrets(), () -> parts.host().moment().now());
        var names = new UnguessedNames(parts.secrets());
        var papers = new RunnerPapers(parts.signatures(), tokens);
        var challenges = new Challenges(parts.billing(), serviceUri);
        var till = new SessionTill(parts.billing(), challenges, config.payment(), parts.ticker());
        var desk = registration.desk();
        var tools = new SessionDoor.Tools(parts.host(), tokens, names);
        var door = new SessionDoor(desk, sessions, prices, papers, till, tools);
        var payments = new SessionHandler.Payments(prices, papers, till, tokens);
        return Stream.of(
                        new SessionHandler(desk, sessions, door, payments, serviceUri).routes(),
                        new AppHandler(desk, sessions, door, relay).routes(),
                        new CallbackHandler(desk, sessions, names, serviceUri).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** For the orchestrator's public port. */
    public List<Route> routes() {
        return routes;
    }

    /** From now on silent runners are forgotten, and those that are not hear that this node lives. */
    public void begin() {
        registration.begin();
    }

    /**
     * Takes the runners that the operator names, all of them or none; those that were named before and are not named now
     * stay. Blocks, on names that must be resolved.
     *
     * @throws RefusedException with a sentence for the operator
     */
    public void take(List<StaticRunner> list) throws RefusedException, InterruptedException {
        registration.take(list);
    }

    /** What is on offer now. */
    public List<Offering> offerings() {
        return registration.offerings();
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
        registration.close();
        sessions.close();
        relaying.close();
    }
}
