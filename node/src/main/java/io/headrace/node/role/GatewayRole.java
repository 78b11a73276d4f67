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
import io.headrace.chain.Outcome;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.crypto.Signer;
import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaChildren;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.api.JobsApi;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.NetworkPeer;
import io.headrace.gateway.run.JobTools;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.UnitLimits;
import io.headrace.journal.JobRecovery;
import io.headrace.journal.Journal;
import io.headrace.media.LadderText;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.wire.TranscodingNeeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway with everything it needs, running. */
public final class GatewayRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRole.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A file can wait: an orchestrator or a worker that was killed is back within seconds. */
    private static final int MAX_SWAPS = 50;

    private static final int MAX_ROUNDS = 6;
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** One to cut, one to look at results; a join takes a place as well. */
    private static final int MEDIA_SLOTS = 2;

    private final PrivateKey key;
    private final Database database;
    private final GatewaySight sight;
    private final Journal journal;
    private final MediaChildren media;
    private final HttpClient client;
    private final GrpcChannels channels;
    private final Optional<ChainPayer> payer;
    private final Gateway gateway;
    private final Optional<RewardWatch> rewards;
    private final HttpServer http;
    private final JournalJoin join;
    private final AdminServer admin;

    private GatewayRole(GatewaySettings settings, NodeBase base, Optional<Chain> chain) throws IOException {
        var data = settings.data().created();
        key = data.key(base.secrets());
        database = Database.open(data.database());
        sight = new GatewaySight(base, chain);
        journal = sight.observed(new SqliteJournal(database));
        media = MediaPrograms.open(settings.natives(), MEDIA_SLOTS);
        client = HttpClient.start(ClientConfig.FOR_NODES);
        channels = new GrpcChannels(CONNECT);
        chain.ifPresent(known -> fund(settings, known));
        payer = chain.map(known -> new ChainPayer(key, known));
        var peer = new NetworkPeer(client, channels, payer.map(PayerAccount::signer));
        var offers = new OfferCheck(SenderLimits.DEFAULT);
        var directory = new OrchestratorDirectory(
                DiscoveryConfig.of(settings.orchestrators()),
                peer,
                usualNeeds(),
                payer.map(account -> OfferRules.judge(offers, account)).orElse(OfferRules.FREE),
                base.clock(),
                base.ticker());
        var tools = new JobTools(
                base.host(),
                base.ticker(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                payer.map(account -> account),
                offers,
                Signatures::signedBy,
                new JobTools.Limits(limits(), limits()),
                Preferences.DEFAULT);
        var config = GatewayConfig.in(data.jobs());
        gateway = new Gateway(config, tools, journal, base.secrets());
        var drain = new GatewayDrain(gateway);
        rewards = chain.map(known -> new RewardWatch(known, gateway::rewardCalled));
        gateway.resume(job -> JobRecovery.restore(journal.read(job)));
        http = HttpServer.start(
                HttpServerConfig.plain(LOOPBACK, settings.httpPort()),
                new Router(
                        drain.guarding(new JobsApi(gateway, config.maxInputBytes(), new JobBill(journal)).routes())));
        join = new JournalJoin(journal, new NeighbourAdmins(client, neighbours(settings)), base.clock());
        var node = new RunningNode(
                "gateway", "gateway", payer.isPresent() ? key.address() : EthAddress.ZERO, base.ticker(), drain::work);
        admin = AdminServer.start(
                AdminConfig.local(settings.adminPort(), new AdminToken(data.adminToken(base.secrets()))),
                sight.shownIn(new AdminParts(node, journal, join, wallet(chain), drain), payer, config.maxJobs()));
    }

    /** @param chain empty where no money is asked */
    public static GatewayRole start(GatewaySettings settings, NodeBase base, Optional<Chain> chain) throws IOException {
        return new GatewayRole(settings, base, chain);
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

    /** Brings deposit and reserve up to what the operator wants there. */
    private static void fund(GatewaySettings settings, Chain chain) {
        var funds = chain.broker().funds(chain.account());
        var deposit = missing(settings.deposit(), funds.deposit());
        var reserve = missing(settings.reserve(), funds.reserve());
        if (!deposit.isZero() || !reserve.isZero()) {
            if (chain.broker().fund(deposit, reserve) instanceof Outcome.Reverted<SenderFunds>(var reason)) {
                LOG.warn("Deposit and reserve could not be filled up: {}", reason.reason());
            }
        }
    }

    private static Wei missing(Wei wanted, Wei there) {
        return there.compareTo(wanted) >= 0 ? Wei.ZERO : wanted.minus(there);
    }

    /** What most jobs ask for: H.264 in and out. */
    private static Capabilities usualNeeds() {
        return Capabilities.request(TranscodingNeeds.of(VideoCodec.H264, LadderText.parse("720p"), Set.of()));
    }

    /** Of files: they are worked on for throughput, and units wait for each other at the orchestrator. */
    private static JobLimits limits() {
        var usual = JobLimits.DEFAULT;
        var unit = UnitLimits.DEFAULT;
        return new JobLimits(
                usual.window(),
                usual.unitsPerSession(),
                MAX_SWAPS,
                MAX_ROUNDS,
                usual.roundPause(),
                usual.discovery(),
                usual.session(),
                Duration.ofMinutes(5),
                usual.grace(),
                new UnitLimits(
                        MAX_ATTEMPTS,
                        RETRY_PAUSE,
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(90),
                        unit.verify(),
                        unit.publish(),
                        unit.settle()));
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
            media.ask(new MediaRequest.MakeClip(file, shape), Duration.ofMinutes(2));
        } catch (ChildException failed) {
            throw new IOException("The clip " + file + " could not be made", failed);
        }
    }

    /** Brings what the orchestrators know of a job that is over into our own journal. */
    public void keepRecord(JobId job) throws InterruptedException {
        var _ = join.keep(job);
    }

    public int httpPort() {
        return http.port();
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
        http.close();
        gateway.close();
        rewards.ifPresent(RewardWatch::close);
        payer.ifPresent(ChainPayer::close);
        channels.close();
        client.close();
        media.close();
        sight.close();
        database.close();
    }
}
