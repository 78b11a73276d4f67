package io.headrace.orchestrator;

import io.grpc.BindableService;
import io.headrace.admission.Admission;
import io.headrace.admission.Desk;
import io.headrace.admission.Workshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.orchestrator.batch.BatchSide;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.orchestrator.info.OrchestratorService;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.live.LiveSide;
import io.headrace.orchestrator.results.ResultHandler;
import io.headrace.orchestrator.results.ResultStore;
import io.headrace.orchestrator.unit.PaperCheck;
import io.headrace.orchestrator.unit.UnitPaths;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.Security;
import io.headrace.transport.TransportException;
import io.headrace.trickle.Ticker;
import io.headrace.wire.AuthTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator, serving: it advertises, prices, admits, hands units to its workshop, gets paid and returns results.
 * It listens from {@link #start} on until it is closed.
 */
public final class Orchestrator implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final OrchestratorConfig config;
    private final Parts parts;
    private final Admission admission;
    private final LiveSide live;
    private final BatchSide batch;
    private final AdmissionFacts facts;
    private final ResultStore results;
    private final HttpClient client;
    private final HttpServer server;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * What an orchestrator is made of.
     *
     * @param tokens whose secret outlives the process, so that sessions do
     */
    public record Parts(
            Host host,
            Workshop workshop,
            Billing billing,
            AuthTokens tokens,
            SecretSource secrets,
            WorkLog log,
            WorkerDoor workers,
            LiveWork live,
            BatchWork batch) {

        /** Of an orchestrator that has no models to answer requests. */
        public Parts(
                Host host,
                Workshop workshop,
                Billing billing,
                AuthTokens tokens,
                SecretSource secrets,
                WorkLog log,
                WorkerDoor workers,
                LiveWork live) {
            this(host, workshop, billing, tokens, secrets, log, workers, live, BatchWork.NONE);
        }

        /** Of an orchestrator that does no live work. */
        public Parts(
                Host host,
                Workshop workshop,
                Billing billing,
                AuthTokens tokens,
                SecretSource secrets,
                WorkLog log,
                WorkerDoor workers) {
            this(host, workshop, billing, tokens, secrets, log, workers, LiveWork.NONE);
        }

        /** Of one whose workshop lets nobody in, besides. */
        public Parts(
                Host host, Workshop workshop, Billing billing, AuthTokens tokens, SecretSource secrets, WorkLog log) {
            this(host, workshop, billing, tokens, secrets, log, WorkerDoor.CLOSED);
        }
    }

    /**
     * Who computes live sessions.
     *
     * @param ticker for the patience of their channels
     */
    public record LiveWork(LiveWorkshop workshop, Ticker ticker) {
        public static final LiveWork NONE = new LiveWork(LiveWorkshop.NONE, () -> 0);
    }

    /** Where workers come in, on the public port: registration, sources and deliveries. */
    public record WorkerDoor(List<Route> routes, List<BindableService> services) {
        public static final WorkerDoor CLOSED = new WorkerDoor(List.of(), List.of());

        public WorkerDoor {
            routes = List.copyOf(routes);
            services = List.copyOf(services);
        }
    }

    private Orchestrator(OrchestratorConfig config, Parts parts) throws TransportException {
        this.config = config;
        this.parts = parts;
        InstantSource clock = () -> parts.host().moment().now();
        results = new ResultStore(config.results());
        facts = new AdmissionFacts(parts.log(), results);
        admission = new Admission(config.admission(), parts.host(), parts.workshop(), parts.billing(), facts);
        client = HttpClient.start(ClientConfig.FOR_NODES);
        var tokens = new SessionTokens(parts.tokens(), parts.secrets(), clock);
        live = new LiveSide(config.live(), liveParts(parts), this::serviceUri);
        var batchParts = new BatchSide.Parts(parts.batch(), parts.billing(), parts.secrets(), parts.log(), clock);
        batch = new BatchSide(config.batch(), batchParts, this::serviceUri);
        var infos =
                new InfoDesk(config.advertisement(), parts.billing(), tokens, admission, live, batch, this::serviceUri);
        var papers = new PaperCheck(parts.billing(), infos, tokens, live);
        var paths = new UnitPaths(parts.billing(), infos, tokens, admission, papers);
        var service = new OrchestratorService(infos, tokens, admission, parts.billing());
        var units = paths.routes(config.units(), results, client, this::serviceUri, clock);
        var models = new ArrayList<>(live.routes(papers));
        models.addAll(batch.routes(papers));
        server = HttpServer.start(config.listen(), new Router(routes(units, models)), services(service));
        port.complete(server.port());
    }

    /** @throws TransportException when the port cannot be had */
    public static Orchestrator start(OrchestratorConfig config, Parts parts) throws TransportException {
        var orchestrator = new Orchestrator(config, parts);
        orchestrator.sweepLater();
        orchestrator.live.tickLater();
        return orchestrator;
    }

    private static LiveSide.Parts liveParts(Parts parts) {
        var work = parts.live();
        return new LiveSide.Parts(
                parts.host(), work.workshop(), work.ticker(), parts.billing(), parts.secrets(), parts.log());
    }

    private List<Route> routes(List<Route> units, List<Route> models) {
        var routes = new ArrayList<>(units);
        routes.addAll(parts.workers().routes());
        routes.addAll(models);
        routes.add(Route.of("GET", ResultHandler.PATTERN, new ResultHandler(results)::handle));
        routes.add(Route.of("GET", "/healthz", (exchange, _) -> exchange.answer(200)));
        return routes;
    }

    private List<BindableService> services(OrchestratorService service) {
        var services = new ArrayList<BindableService>(parts.workers().services());
        services.add(service);
        return services;
    }

    /** The port that is listened on. */
    public int port() {
        return port.join();
    }

    /** Under which gateways reach this node. */
    public String serviceUri() {
        return config.serviceUri().orElseGet(this::listeningUri);
    }

    private String listeningUri() {
        var scheme = switch (config.listen().security()) {
            case Security.PlainText _ -> "http";
            case Security.Tls _ -> "https";
        };
        return scheme + "://" + config.listen().host() + ":" + port();
    }

    /** What it has taken on just now. */
    public Desk desk() {
        return admission.view();
    }

    /** Its live sessions. */
    public LiveSide live() {
        return live;
    }

    /** Its requests to models. */
    public BatchSide batch() {
        return batch;
    }

    /** Workers came or went. */
    public void capacityChanged(int capacity) {
        admission.capacityChanged(capacity);
    }

    /**
     * Takes no new session any more, and waits until those that are open have ended. Results stay to be fetched until it
     * is closed.
     *
     * @param patience how long open sessions may go on; a unit that is at work then is still finished
     * @return whether nothing is left
     */
    public boolean drain(Duration patience) throws InterruptedException {
        admission.drain(patience);
        var lives = live.drain(patience);
        var requests = batch.drain();
        var longest = patience.plus(config.admission().unitTime(Duration.ofMinutes(5)));
        long end = parts.host().moment().now().plus(longest).toEpochMilli();
        return facts.drainedLatch().await(longest.toMillis(), TimeUnit.MILLISECONDS)
                && lives.await(end - parts.host().moment().now().toEpochMilli(), TimeUnit.MILLISECONDS)
                && requests.await(end - parts.host().moment().now().toEpochMilli(), TimeUnit.MILLISECONDS);
    }

    private void sweepLater() {
        parts.host().after(SWEEP, () -> {
            if (!closed) {
                Thread.ofVirtual().name("sweep").start(this::sweep);
                sweepLater();
            }
        });
    }

    private void sweep() {
        var now = parts.host().moment().now();
        results.dropOlderThan(now.minus(config.admission().sessionIdle()));
        batch.sweep();
        parts.billing().sweep();
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        closed = true;
        live.close();
        server.close();
        client.close();
    }
}
