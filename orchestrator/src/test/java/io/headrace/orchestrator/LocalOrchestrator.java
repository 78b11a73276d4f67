package io.headrace.orchestrator;

import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.Workshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.unit.SourceFetchConfig;
import io.headrace.orchestrator.unit.UnitConfig;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.AuthTokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An orchestrator on loopback, without TLS, and a gateway's clients to it. */
final class LocalOrchestrator implements AutoCloseable {

    /** A unit may take a minute: how long it takes is the test's affair, and that of a machine that does other work. */
    private static final AdmissionLimits PATIENT =
            new AdmissionLimits(10, 4, 1, Duration.ofSeconds(70), Duration.ofMinutes(1), 3.5, Duration.ofMillis(500));

    final BlockingQueue<WorkFact> facts = new LinkedBlockingQueue<>();
    final AuthTokens tokens = new AuthTokens(new byte[32]);
    final Orchestrator orchestrator;
    final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    final GrpcChannels grpc = new GrpcChannels(Duration.ofSeconds(5));
    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));

    private LocalOrchestrator(Workshop workshop, Billing billing, UnaryOperator<OrchestratorConfig> change)
            throws Exception {
        this(workshop, Orchestrator.LiveWork.NONE, BatchWork.NONE, billing, change);
    }

    private LocalOrchestrator(
            Workshop workshop,
            Orchestrator.LiveWork live,
            BatchWork batch,
            Billing billing,
            UnaryOperator<OrchestratorConfig> change)
            throws Exception {
        var config = OrchestratorConfig.listening(HttpServerConfig.plain("127.0.0.1", 0))
                .with(PATIENT)
                .with(UnitConfig.DEFAULT.with(
                        new SourceFetchConfig(SourceFetchConfig.Reach.PUBLIC_AND_LOOPBACK, Duration.ofSeconds(4))));
        var parts = new Orchestrator.Parts(
                host,
                workshop,
                billing,
                tokens,
                SecretSource.system(),
                facts::add,
                Orchestrator.WorkerDoor.CLOSED,
                live,
                batch);
        orchestrator = Orchestrator.start(change.apply(config), parts);
    }

    static LocalOrchestrator offChain(Workshop workshop) throws Exception {
        return new LocalOrchestrator(workshop, new FreeOfCharge(), config -> config);
    }

    static LocalOrchestrator offChain(Workshop workshop, UnaryOperator<OrchestratorConfig> change) throws Exception {
        return new LocalOrchestrator(workshop, new FreeOfCharge(), change);
    }

    static LocalOrchestrator paid(Workshop workshop, Billing billing) throws Exception {
        return new LocalOrchestrator(workshop, billing, config -> config);
    }

    /** With runners of live sessions. */
    static LocalOrchestrator live(LiveWorkshop runners, Billing billing, UnaryOperator<OrchestratorConfig> change)
            throws Exception {
        var work = new Orchestrator.LiveWork(runners, System::nanoTime);
        return new LocalOrchestrator(new EagerWorkshop(), work, BatchWork.NONE, billing, change);
    }

    /** With models that answer requests. */
    static LocalOrchestrator batch(BatchWork models, Billing billing, UnaryOperator<OrchestratorConfig> change)
            throws Exception {
        return new LocalOrchestrator(new EagerWorkshop(), Orchestrator.LiveWork.NONE, models, billing, change);
    }

    static UnaryOperator<OrchestratorConfig> limits(AdmissionLimits limits) {
        return config -> config.with(limits);
    }

    /** The next fact of that kind; those before it are let go. */
    <T extends WorkFact> T await(Class<T> kind) throws InterruptedException {
        for (var fact = facts.poll(20, TimeUnit.SECONDS); fact != null; fact = facts.poll(20, TimeUnit.SECONDS)) {
            if (kind.isInstance(fact)) {
                return kind.cast(fact);
            }
        }
        throw new IllegalStateException("No " + kind.getSimpleName() + " within 20 s");
    }

    URI uri(String path) {
        return URI.create(orchestrator.serviceUri() + path);
    }

    @Override
    public void close() {
        grpc.close();
        http.close();
        orchestrator.close();
        host.close();
    }
}
