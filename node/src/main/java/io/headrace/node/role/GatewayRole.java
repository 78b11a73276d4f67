package io.headrace.node.role;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminParts;
import io.headrace.admin.AdminServer;
import io.headrace.admin.AdminToken;
import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Neighbour;
import io.headrace.admin.join.NeighbourAdmins;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.engine.ChildException;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.api.JobsApi;
import io.headrace.gateway.discovery.ActiveSet;
import io.headrace.gateway.discovery.ChainOrchestrators;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Journal;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.desk.MoneyDesk;
import io.headrace.node.desk.SpendCaps;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.store.SqliteRegistrationStore;
import io.headrace.transport.address.HostNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A gateway with everything it needs, running. */
public final class GatewayRole implements AutoCloseable {

    private final TransactionSigner key;
    private final Database database;
    private final GuardedAccount account;
    private final GatewaySight sight;
    private final Journal journal;
    private final GatewayTreasury treasury;
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
        var config = GatewayConfig.in(data.jobs()).with(settings.live().config());
        database = Database.open(data.database());
        var meters = GatewaySight.meters();
        account = GuardedAccount.open(access, key, MoneyDesk.open(caps, data, base.clock()), database, meters);
        sight = new GatewaySight(meters, base, account.chain());
        journal = sight.observed(new SqliteJournal(database));
        treasury = GatewayTreasury.open(settings, base, access, account);
        floor = new GatewayFloor(settings, base, treasury.paying(), registered(settings), treasury.ceiling());
        requests = RequestDoor.open(settings, base, floor, journal, sight::requestTold);
        gateway = new Gateway(
                config,
                floor.tools(),
                journal,
                base.secrets(),
                Optional.of(floor.realtime()),
                Optional.of(requests.side()));
        treasury.payer().ifPresent(payer -> payer.telling(gateway::funded));
        realtime = RealtimeDoor.open(
                settings.live(), base, GatewayDoors.authorization(settings.live(), floor), gateway, floor);
        rewards = rewards();
        gateway.resume(journal::read);
        var drain = new GatewayDrain(gateway, realtime);
        var jobs = new JobsApi(gateway, config.maxInputBytes(), new JobBill(journal));
        var streams = ContainerStreamDoor.open(base, floor, realtime, requests);
        var others = streams.beside(drain.guarding(jobs.routes()));
        doors = GatewayDoors.open(settings, base, gateway, floor, realtime, requests, others);
        streams.listening(doors.httpPort(), doors.rtmpPort());
        sight.show(gateway.streams(), doors, realtime);
        sight.show(treasury.ceiling());
        join = new JournalJoin(journal, new NeighbourAdmins(floor.client(), neighbours(settings)), base.clock());
        admin = admin(settings, base, drain, config.maxJobs());
    }

    private Optional<RewardWatch> rewards() {
        return account.chain()
                .map(known -> new RewardWatch(
                        known,
                        gateway::rewardCalled,
                        look -> Thread.ofVirtual().name("rewards").start(look)));
    }

    private AdminServer admin(GatewaySettings settings, NodeBase base, GatewayDrain drain, int maxJobs)
            throws IOException {
        var node = new RunningNode("gateway", "gateway", treasury.address(), base.ticker(), drain::work);
        var parts = new AdminParts(node, journal, join, account.wallet(), drain)
                .changing(account.chain().map(account.desk()::ofGateway))
                .flying(realtime.frames());
        return AdminServer.start(
                AdminConfig.local(
                        settings.adminPort(), new AdminToken(settings.data().adminToken(base.secrets()))),
                sight.shownIn(parts, treasury.payer(), maxJobs));
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

    private Optional<OrchestratorSource> registered(GatewaySettings settings) {
        return account.chain()
                .map(chain -> new ChainOrchestrators(
                        ActiveSet.of(chain),
                        new SqliteRegistrationStore(database),
                        settings.reach(),
                        HostNames.system(),
                        reading -> Thread.ofVirtual().name("registry").start(reading)));
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
        treasury.close();
        floor.close();
        sight.close();
        account.close();
        database.close();
    }
}
