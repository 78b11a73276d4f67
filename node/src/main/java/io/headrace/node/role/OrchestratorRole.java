package io.headrace.node.role;

import io.headrace.admission.AdmissionLimits;
import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.engine.media.MediaChildren;
import io.headrace.orchestrator.Orchestrator;
import io.headrace.orchestrator.OrchestratorConfig;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.AuthTokens;
import io.headrace.worker.ChildWorkshop;
import io.headrace.worker.WorkerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An orchestrator with everything it needs, running. */
public final class OrchestratorRole implements AutoCloseable {

    private static final int MAX_SESSIONS = 100;
    private static final int MAX_WAITING = 4;
    private static final Duration SESSION_IDLE = Duration.ofSeconds(70);

    /** Files are worked on for throughput: units of a session wait for each other, and their gateway with them. */
    private static final Duration UNIT_TIME = Duration.ofMinutes(2);

    private final OrchestratorSettings settings;
    private final PrivateKey key;
    private final Database database;
    private final SqliteJournal journal;
    private final MediaChildren children;
    private final ChildWorkshop workshop;
    private final Optional<OrchestratorTreasury> treasury;
    private final Orchestrator orchestrator;

    private OrchestratorRole(OrchestratorSettings settings, NodeBase base, Optional<Chain> chain) throws IOException {
        this.settings = settings;
        var data = settings.data().created();
        key = data.key(base.secrets());
        database = Database.open(data.database());
        journal = new SqliteJournal(database);
        children = MediaPrograms.open(settings.natives(), settings.slots());
        workshop = new ChildWorkshop(
                new WorkerConfig(settings.name() + "-worker", settings.slots(), settings.preset()), children);
        var log = new JournalWorkLog(journal, base.clock());
        treasury = chain.map(known -> new OrchestratorTreasury(settings, base, known, key, database, journal, log));
        orchestrator = Orchestrator.start(
                config(base),
                new Orchestrator.Parts(
                        base.host(),
                        workshop,
                        treasury.<Billing>map(OrchestratorTreasury::billing).orElseGet(FreeOfCharge::new),
                        new AuthTokens(data.sessionSecret(base.secrets())),
                        base.secrets(),
                        log));
        treasury.ifPresent(known -> known.advertise(orchestrator.serviceUri()));
    }

    /** @param chain empty where no money is asked */
    public static OrchestratorRole start(OrchestratorSettings settings, NodeBase base, Optional<Chain> chain)
            throws IOException {
        return new OrchestratorRole(settings, base, chain);
    }

    private OrchestratorConfig config(NodeBase base) throws IOException {
        var certificate = new CertificateFolder(settings.data().root())
                .certificateFor(settings.host(), base.clock().instant());
        return OrchestratorConfig.listening(HttpServerConfig.tls(settings.host(), settings.port(), certificate))
                .with(new AdmissionLimits(
                        MAX_SESSIONS, MAX_WAITING, 1, SESSION_IDLE, UNIT_TIME, 10, Duration.ofMillis(500)));
    }

    public String name() {
        return settings.name();
    }

    /** Zero off chain. */
    public EthAddress address() {
        return treasury.isPresent() ? key.address() : EthAddress.ZERO;
    }

    public String serviceUri() {
        return orchestrator.serviceUri();
    }

    public SqliteJournal journal() {
        return journal;
    }

    /** Finishes what is under way and takes nothing new. */
    public boolean drain(Duration patience) throws InterruptedException {
        return orchestrator.drain(patience);
    }

    @Override
    public void close() {
        orchestrator.close();
        workshop.close();
        children.close();
        treasury.ifPresent(OrchestratorTreasury::close);
        database.close();
    }
}
