package io.headrace.node.role;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminParts;
import io.headrace.admin.AdminServer;
import io.headrace.admin.AdminToken;
import io.headrace.admin.WalletStatement;
import io.headrace.admin.WalletView;
import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Neighbour;
import io.headrace.admin.join.NeighbourAdmins;
import io.headrace.chain.Chain;
import io.headrace.chain.SpendRefused;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.engine.ChildException;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.api.JobsApi;
import io.headrace.gateway.discovery.ActiveSet;
import io.headrace.gateway.discovery.ChainOrchestrators;
import io.headrace.gateway.discovery.HostNames;
import io.headrace.gateway.discovery.HttpGet;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.gateway.pay.PriceCeiling;
import io.headrace.gateway.pay.WebhookRate;
import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.JobRecovery;
import io.headrace.journal.Journal;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.Sending;
import io.headrace.node.chain.Settlement;
import io.headrace.node.desk.MoneyDesk;
import io.headrace.node.desk.SpendCaps;
import io.headrace.node.settlement.FundingFailed;
import io.headrace.node.settlement.LocalFunding;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.store.SqliteRegistrationStore;
import io.headrace.store.SqliteTransactionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway with everything it needs, running. */
public final class GatewayRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRole.class);

    private final TransactionSigner key;
    private final Database database;
    private final Optional<Settlement> settlement;
    private final GatewaySight sight;
    private final Journal journal;
    private final Optional<ChainPayer> payer;
    private final RateWatch rates;
    private final GatewayFloor floor;
    private final Gateway gateway;
    private final Optional<RewardWatch> rewards;
    private final RealtimeDoor realtime;
    private final RequestDoor requests;
    private final GatewayDoors doors;
    private final JournalJoin join;
    private final AdminServer admin;

    private GatewayRole(
            GatewaySettings settings, NodeBase base, ChainAccess access, TransactionSigner key, SpendCaps caps)
            throws IOException, InterruptedException {
        this.key = key;
        var data = settings.data().created();
        var desk = MoneyDesk.open(caps, data, base.clock());
        database = Database.open(data.database());
        var meters = GatewaySight.meters();
        settlement = access.as(
                key, new Sending(new SqliteTransactionStore(database, key.address()), new CountedTransactions(meters)));
        var chain = settlement.map(Settlement::chain).map(desk::guarding);
        sight = new GatewaySight(meters, base, chain);
        journal = sight.observed(new SqliteJournal(database));
        chain.ifPresent(known -> fund(settings, known));
        payer = chain.map(known -> new ChainPayer(key, known));
        rates = RateWatch.open(
                settings.maxPrice().map(PriceSettings::rates).orElse(RateSource.NONE),
                access,
                (url, client, clock) -> new WebhookRate(url, HttpGet.over(client), clock),
                base.host(),
                base.clock());
        var ceiling = settings.maxPrice()
                .map(most -> PriceCeiling.of(most.price(), rates.rates()))
                .orElse(PriceCeiling.NONE);
        var _ = rates.taking(rates.rates()::poll);
        floor = new GatewayFloor(
                settings,
                base,
                payer.map(desk::guarding),
                chain.map(known -> registered(settings, known, database)),
                ceiling);
        var config = GatewayConfig.in(data.jobs()).with(settings.live().config());
        requests = RequestDoor.open(data, base, floor, journal);
        gateway = new Gateway(
                config,
                floor.tools(),
                journal,
                base.secrets(),
                Optional.of(floor.realtime()),
                Optional.of(requests.side()));
        payer.ifPresent(account -> account.telling(gateway::funded));
        realtime = RealtimeDoor.open(
                settings.live(), base, GatewayDoors.authorization(settings.live(), floor), gateway, floor);
        var drain = new GatewayDrain(gateway, realtime);
        rewards = chain.map(known -> new RewardWatch(
                known,
                gateway::rewardCalled,
                look -> Thread.ofVirtual().name("rewards").start(look)));
        gateway.resume(job -> JobRecovery.restore(journal.read(job)));
        var jobs = new JobsApi(gateway, config.maxInputBytes(), new JobBill(journal));
        var streams = ContainerStreamDoor.open(base, floor, realtime, requests);
        var others = streams.beside(drain.guarding(jobs.routes()));
        doors = GatewayDoors.open(settings, base, gateway, floor, realtime, requests, others);
        streams.listening(doors.httpPort(), doors.rtmpPort());
        sight.show(gateway.streams(), doors, realtime);
        sight.show(ceiling);
        join = new JournalJoin(journal, new NeighbourAdmins(floor.client(), neighbours(settings)), base.clock());
        var node = new RunningNode(
                "gateway", "gateway", payer.isPresent() ? key.address() : EthAddress.ZERO, base.ticker(), drain::work);
        admin = AdminServer.start(
                AdminConfig.local(settings.adminPort(), new AdminToken(data.adminToken(base.secrets()))),
                sight.shownIn(
                        new AdminParts(node, journal, join, wallet(chain), drain)
                                .changing(chain.map(desk::ofGateway))
                                .flying(realtime.frames()),
                        payer,
                        config.maxJobs()));
    }

    public static GatewayRole start(GatewaySettings settings, NodeBase base, ChainAccess access, TransactionSigner key)
            throws IOException, InterruptedException {
        return start(settings, base, access, key, SpendCaps.USUAL);
    }

    /**
     * @param key of its account on chain
     * @param caps the most it spends
     */
    public static GatewayRole start(
            GatewaySettings settings, NodeBase base, ChainAccess access, TransactionSigner key, SpendCaps caps)
            throws IOException, InterruptedException {
        return new GatewayRole(settings, base, access, key, caps);
    }

    private static OrchestratorSource registered(GatewaySettings settings, Chain chain, Database database) {
        return new ChainOrchestrators(
                ActiveSet.of(chain),
                new SqliteRegistrationStore(database),
                settings.reach(),
                HostNames.system(),
                reading -> Thread.ofVirtual().name("registry").start(reading));
    }

    /** Orchestrators of the same operator: a local network's. */
    private static List<Neighbour> neighbours(GatewaySettings settings) {
        return IntStream.range(0, settings.orchestratorAdmins().size())
                .mapToObj(i -> new Neighbour(
                        new Orchestrator(
                                EthAddress.ZERO, settings.orchestrators().get(i)),
                        settings.orchestratorAdmins().get(i)))
                .toList();
    }

    private static WalletView wallet(Optional<Chain> chain) {
        return chain.<WalletView>map(known -> () -> Optional.of(WalletStatement.of(known)))
                .orElse(WalletView.NONE);
    }

    /** Brings deposit and reserve up to what the operator wants there; what is there already still pays for work. */
    private static void fund(GatewaySettings settings, Chain chain) {
        try {
            LocalFunding.fund(chain, settings.deposit(), settings.reserve());
        } catch (FundingFailed | SpendRefused notFunded) {
            LOG.warn("{}", notFunded.getMessage());
        }
    }

    public EthAddress address() {
        return key.address();
    }

    public Signer signer() {
        return key;
    }

    public int adminPort() {
        return admin.port();
    }

    /** Has one of the media children make a clip. */
    public void makeClip(Path file, ClipShape shape) throws IOException, InterruptedException {
        try {
            floor.media().ask(new MediaRequest.MakeClip(file, shape), Duration.ofMinutes(2));
        } catch (ChildException failed) {
            throw new IOException("The clip " + file + " could not be made", failed);
        }
    }

    /** Brings what the orchestrators know of a job that is over into our own journal. */
    public void keepRecord(JobId job) throws InterruptedException {
        var _ = join.keep(job);
    }

    public int httpPort() {
        return doors.httpPort();
    }

    public int rtmpPort() {
        return doors.rtmpPort();
    }

    public Journal journal() {
        return journal;
    }

    public Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        admin.close();
        doors.close();
        realtime.close();
        requests.close();
        gateway.close();
        rewards.ifPresent(RewardWatch::close);
        payer.ifPresent(ChainPayer::close);
        floor.close();
        rates.close();
        sight.close();
        settlement.ifPresent(Settlement::close);
        database.close();
    }
}
