package io.headrace.node.role;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminParts;
import io.headrace.admin.AdminServer;
import io.headrace.admin.AdminToken;
import io.headrace.admin.WalletStatement;
import io.headrace.admin.WalletView;
import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Witnesses;
import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.journal.Journal;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.Sending;
import io.headrace.node.chain.Settlement;
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
import io.headrace.store.SqliteTransactionStore;
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
    private final Optional<Settlement> settlement;
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
        var desk = MoneyDesk.open(caps, data, base.clock());
        var serviceUri = new CompletableFuture<String>();
        database = Database.open(data.database());
        var meters = OrchestratorSight.meters(settings.name());
        settlement = access.as(
                        key,
                        new Sending(
                                new SqliteTransactionStore(database, key.address()), new CountedTransactions(meters)))
                .map(known -> known.through(desk.guarding(known.chain())));
        var chain = settlement.map(Settlement::chain);
        sight = new OrchestratorSight(meters, base, chain);
        journal = sight.observed(new SqliteJournal(database));
        floor = OrchestratorFloor.of(settings, base, serviceUri::join, chain.map(_ -> key.address()));
        var models = settings.models();
        live = LiveFloor.open(models.live(), settings.natives(), base);
        batch = BatchFloor.open(models.batch(), models.site(settings.name(), settings.natives()), base);
        rates = RateWatch.open(settings.price().rates(), access, WebhookRate::new, base.host(), base.clock());
        treasury = settlement.map(known ->
                new OrchestratorTreasury(settings, base, known, rates, batch.prices(), database, journal, sight));
        AppBilling billing =
                treasury.<AppBilling>map(OrchestratorTreasury::appBilling).orElseGet(FreeOfCharge::new);
        containers = ContainerDoor.open(settings, base, billing, rates.rates(), serviceUri::join);
        var _ = rates.taking(containers::requote);
        runners = RunnerDoor.open(settings, base, billing, rates, serviceUri::join);
        orchestrator = Orchestrator.start(
                config(base),
                new Orchestrator.Parts(
                        base.host(),
                        floor.workshop(),
                        treasury.<Billing>map(OrchestratorTreasury::billing).orElseGet(FreeOfCharge::new),
                        new AuthTokens(data.sessionSecret(base.secrets())),
                        base.secrets(),
                        treasury.map(OrchestratorTreasury::log).orElseGet(() -> unpaidLog(base)),
                        runners.beside(containers.beside(floor.door())),
                        liveWork(base),
                        BatchWork.of(requests()).with(() -> runners.beside(containers.offerings()))));
        serviceUri.complete(orchestrator.serviceUri());
        runners.begin(orchestrator);
        floor.onCapacity(orchestrator::capacityChanged);
        treasury.ifPresent(known -> known.advertise(orchestrator.serviceUri()));
        var join = new JournalJoin(journal, Witnesses.NONE, base.clock());
        var drain = new OrchestratorDrain(orchestrator, floor::workers);
        var node = new RunningNode("orchestrator", settings.name(), address(), base.ticker(), drain::work);
        admin = AdminServer.start(
                AdminConfig.local(settings.adminPort(), new AdminToken(data.adminToken(base.secrets()))),
                sight.shownIn(
                        new AdminParts(
                                        node,
                                        journal,
                                        join,
                                        chain.<WalletView>map(known -> () -> Optional.of(WalletStatement.of(known)))
                                                .orElse(WalletView.NONE),
                                        drain)
                                .changing(
                                        treasury.map(known -> desk.ofOrchestrator(chain.orElseThrow(), known.price()))),
                        orchestrator,
                        floor::workers,
                        treasury.map(OrchestratorTreasury::price),
                        MAX_SESSIONS));
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
        settlement.ifPresent(Settlement::close);
        database.close();
    }
}
