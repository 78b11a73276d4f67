package io.headrace.orchestrator.runner.registration;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.runner.answer.WaitingHandler;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.pipeline.Offering;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.Route;
import io.headrace.wire.runner.Discovery;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.runner.SessionNews;
import io.headrace.wire.runner.StaticRunner;
import java.util.List;
import java.util.function.Supplier;

/** The way in for runners, the watch over them, and the list that clients are shown. Any thread. */
public final class Registration implements AutoCloseable {

    private final RegistrationRules rules;
    private final Host host;
    private final RunnerNews news;
    private final HttpClient polling;
    private final RunnerDesk desk;
    private final Registrar registrar;
    private final List<Route> routes;
    private volatile boolean closed;

    /**
     * What it works with.
     *
     * @param news on which runners hear of their sessions
     * @param sessions hears which of them have ended
     */
    public record Parts(
            Host host, SecretSource secrets, RunnerPrices prices, RunnerNews news, SessionRelease sessions) {}

    /** @param serviceUri under which runners reach this node */
    public Registration(RegistrationRules rules, Parts parts, Supplier<String> serviceUri) {
        this.rules = rules;
        host = parts.host();
        news = parts.news();
        polling = HttpClient.start(ClientConfig.FOR_NODES);
        var poll = new HealthPoll(polling, rules.pace().patience());
        var effects = new RunnerSurroundings(host, poll, news, parts.prices(), parts.sessions());
        desk = new RunnerDesk(rules.pace(), host, effects);
        registrar = new Registrar(desk, parts.prices(), rules.addresses(), parts.secrets());
        var heartbeats = new HeartbeatHandler(rules, desk, registrar, news, serviceUri);
        routes = List.of(
                Route.of("POST", RunnerHeartbeat.PATH, WaitingHandler.of(heartbeats::heartbeat)),
                Route.of("POST", HeartbeatHandler.UNREGISTER, WaitingHandler.of(heartbeats::unregister)),
                Route.of("GET", Discovery.PATH, new DiscoveryHandler(desk, parts.prices(), serviceUri)::handle));
    }

    /** For the orchestrator's public port. */
    public List<Route> routes() {
        return routes;
    }

    public RunnerDesk desk() {
        return desk;
    }

    /** From now on silent runners are forgotten, and those that are not hear that this node lives. */
    public void begin() {
        desk.sweepLater();
        tellLater();
    }

    private void tellLater() {
        host.after(rules.pace().keepAlive(), () -> {
            if (!closed) {
                desk.all().forEach(runner -> news.tell(runner, new SessionNews.KeepAlive()));
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
        registrar.take(list);
    }

    /** What is on offer now. */
    public List<Offering> offerings() {
        return desk.offerings();
    }

    /** Nobody is let in or watched any more, and no place is given. */
    @Override
    public void close() {
        closed = true;
        desk.close();
        polling.close();
    }
}
