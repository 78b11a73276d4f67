package io.headrace.node.role;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminParts;
import io.headrace.admin.AdminServer;
import io.headrace.admin.AdminToken;
import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Witnesses;
import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.journal.Journal;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.desk.MoneyDesk;
import io.headrace.node.desk.SpendCaps;
import io.headrace.orchestrator.Orchestrator;
import io.headrace.orchestrator.OrchestratorConfig;
import io.headrace.orchestrator.ai.BatchSideBySide;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.WebhookRate;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.live.SideBySide;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.AuthTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An orchestrator with everything it needs, running. */
public final class OrchestratorRole implements AutoCloseable {

    private static final int MAX_SESSIONS = 100;
    private static final int MAX_WAITING = 4;
    private static final Duration SESSION_IDLE = Duration.ofSeconds(70);

    /** Files are worked on for throughput: units of a session wait for each other, and their gateway with them. */
    private static final Duration UNIT_TIME = Duration.ofMinutes(2);

    private static final double UNIT_TIME_FACTOR = 10;
    private static final Duration LEAST_ATTEMPT = Duration.ofMillis(500);

    private final OrchestratorSettings settings;
    private final Database database;
    private final GuardedAccount account;
    private final OrchestratorSight sight;
    private final Journal journal;
    private final OrchestratorFloor floor;
    private final LiveFloor live;
    private final BatchFloor batch;
    private final RateWatch rates;
    private final Optional<OrchestratorTreasury> treasury;
    private final ContainerDoor containers;
    private final RunnerDoor runners;
    private final Orchestrator orchestrator;
    private final AdminServer admin;

    private OrchestratorRole(
            OrchestratorSettings settings, NodeBase base, ChainAccess access, TransactionSigner key, SpendCaps caps)
            throws IOException, InterruptedException {
        this.settings = settings;
        var data = settings.data().created();
        var serviceUri = new CompletableFuture<String>();
        database = Database.open(data.database());
        var meters = OrchestratorSight.meters(settings.name());
        account = GuardedAccount.open(access, key, MoneyDesk.open(caps, data, base.clock()), database, meters);
        sight = new OrchestratorSight(meters, base, account.chain());
        journal = sight.observed(new SqliteJournal(database));
        floor = OrchestratorFloor.of(
                settings, base, serviceUri::join, account.chain().map(_ -> key.address()));
        var models = settings.models();
        live = LiveFloor.open(models.live(), settings.natives(), base);
        batch = BatchFloor.open(models.batch(), models.site(settings.name(), settings.natives()), base);
        rates = RateWatch.open(settings.price().rates(), access, WebhookRate::new, base.host(), base.clock());
        var money = new OrchestratorTreasury.Parts(rates, batch.prices(), database, journal, sight);
        treasury = account.settlement().map(known -> new OrchestratorTreasury(settings, base, known, money));
        AppBilling billing =
                treasury.<AppBilling>map(OrchestratorTreasury::appBilling).orElseGet(FreeOfCharge::new);
        containers = ContainerDoor.open(settings, base, billing, rates.rates(), sight.apps(), serviceUri::join);
        var _ = rates.taking(containers::requote);
        runners = RunnerDoor.open(settings, base, billing, rates, serviceUri::join);
        orchestrator = Orchestrator.start(config(base), parts(base));
        serviceUri.complete(orchestrator.serviceUri());
        runners.begin(orchestrator);
        floor.onCapacity(orchestrator::capacityChanged);
        treasury.ifPresent(known -> known.advertise(orchestrator.serviceUri()));
        admin = admin(base);
    }

    private Orchestrator.Parts parts(NodeBase base) {
        return new Orchestrator.Parts(
                base.host(),
                floor.workshop(),
                treasury.<Billing>map(OrchestratorTreasury::billing).orElseGet(FreeOfCharge::new),
                new AuthTokens(settings.data().sessionSecret(base.secrets())),
                base.secrets(),
                treasury.map(OrchestratorTreasury::log).orElseGet(() -> unpaidLog(base)),
                runners.beside(containers.beside(floor.door())),
                liveWork(base),
                BatchWork.of(requests()).with(() -> runners.beside(containers.offerings())));
    }

    private AdminServer admin(NodeBase base) throws IOException {
        var drain = new OrchestratorDrain(orchestrator, floor::workers);
        var node = new RunningNode("orchestrator", settings.name(), address(), base.ticker(), drain::work);
        var join = new JournalJoin(journal, Witnesses.NONE, base.clock());
        var parts = new AdminParts(node, journal, join, account.wallet(), drain)
                .naming(runners.named())
                .changing(account.chain()
                        .flatMap(chain -> treasury.map(known -> account.desk().ofOrchestrator(chain, known.price()))));
        return AdminServer.start(
                AdminConfig.local(
                        settings.adminPort(), new AdminToken(settings.data().adminToken(base.secrets()))),
                sight.shownIn(
                        parts, orchestrator, floor::workers, treasury.map(OrchestratorTreasury::price), MAX_SESSIONS));
    }

    /** @param key of its account on chain */
    public static OrchestratorRole start(
            OrchestratorSettings settings, NodeBase base, ChainAccess access, TransactionSigner key)
            throws IOException, InterruptedException {
        return start(settings, base, access, key, SpendCaps.USUAL);
    }

    /**
     * @param key of its account on chain
     * @param caps the most it spends
     */
    public static OrchestratorRole start(
            OrchestratorSettings settings, NodeBase base, ChainAccess access, TransactionSigner key, SpendCaps caps)
            throws IOException, InterruptedException {
        return new OrchestratorRole(settings, base, access, key, caps);
    }

    /** Its own runners come first: no worker is in between. */
    private Orchestrator.LiveWork liveWork(NodeBase base) {
        var own = live.workshop();
        var all = floor.live()
                .<LiveWorkshop>map(workers -> new SideBySide(own, workers))
                .orElse(own);
        return new Orchestrator.LiveWork(all, base.ticker()::nanos);
    }

    private BatchWorkshop requests() {
        var own = batch.workshop();
        return floor.batch()
                .<BatchWorkshop>map(workers -> new BatchSideBySide(own, workers))
                .orElse(own);
    }

    private WorkLog unpaidLog(NodeBase base) {
        return sight.observed(new JournalWorkLog(journal, base.clock(), (_, _) -> {}));
    }

    private OrchestratorConfig config(NodeBase base) throws IOException {
        var certificate = new CertificateFolder(settings.data().root())
                .certificateFor(settings.host(), base.clock().instant());
        return OrchestratorConfig.listening(HttpServerConfig.tls(settings.host(), settings.port(), certificate))
                .with(settings.devices().advertisement())
                .with(new AdmissionLimits(
                        MAX_SESSIONS, MAX_WAITING, 1, SESSION_IDLE, UNIT_TIME, UNIT_TIME_FACTOR, LEAST_ATTEMPT));
    }

    public String name() {
        return settings.name();
    }

    /** Zero off chain. */
    public EthAddress address() {
        return treasury.map(known -> known.billing().address()).orElse(EthAddress.ZERO);
    }

    public URI adminUri() {
        return URI.create("http://127.0.0.1:" + admin.port());
    }

    public String serviceUri() {
        return orchestrator.serviceUri();
    }

    public Journal journal() {
        return journal;
    }

    /** Finishes what is under way and takes nothing new. */
    public boolean drain(Duration patience) throws InterruptedException {
        return orchestrator.drain(patience);
    }

    @Override
    public void close() {
        admin.close();
        orchestrator.close();
        containers.close();
        runners.close();
        live.close();
        batch.close();
        floor.close();
        rates.close();
        treasury.ifPresent(OrchestratorTreasury::close);
        sight.close();
        account.close();
        database.close();
    }
}
