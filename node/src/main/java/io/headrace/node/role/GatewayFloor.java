package io.headrace.node.role;

import io.headrace.crypto.Signatures;
import io.headrace.engine.media.MediaChildren;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.check.SampledContent;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.DiscoveryWebhook;
import io.headrace.gateway.discovery.FixedList;
import io.headrace.gateway.discovery.HttpGet;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.pay.PriceCeiling;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.peer.NetworkPeer;
import io.headrace.gateway.realtime.RealtimeTools;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.run.JobTools;
import io.headrace.job.JobLimits;
import io.headrace.job.SwapLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.UnitLimits;
import io.headrace.media.LadderText;
import io.headrace.media.VideoCodec;
import io.headrace.media.verify.ContentJudge;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.HttpClient;
import io.headrace.transport.address.HostNames;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.TranscodingNeeds;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a gateway's jobs stand on: the media children, the way to orchestrators, and what is known of them. */
final class GatewayFloor implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A file can wait: an orchestrator or a worker that was killed is back within seconds. */
    private static final int MAX_SWAPS = 50;

    private static final int MAX_ROUNDS = 6;
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** How long a stream's source may be silent; its publisher's grace ends it before. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** One to cut, one to look at results; a join takes a place as well. */
    private static final int MEDIA_SLOTS = 2;

    /** Comparing costs much and may wait: nobody else waits for it. */
    private static final int COMPARING_SLOTS = 1;

    private final MediaChildren media;
    private final MediaChildren comparing;
    private final HttpClient client;
    private final HttpClient web = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final GrpcChannels channels = new GrpcChannels(CONNECT);
    private final JobTools tools;
    private final ModelDirectories models;
    private final OrchestratorSource source;
    private final RealtimeTools realtime;
    private final StreamTools streams;
    private final ChannelRules rules = new ChannelRules(HostNames.system());

    /**
     * @param registered who is found on chain; empty off chain
     * @param ceiling the most that any job pays
     */
    GatewayFloor(
            GatewaySettings settings,
            NodeBase base,
            Optional<PayerAccount> payer,
            Optional<OrchestratorSource> registered,
            PriceCeiling ceiling)
            throws IOException {
        media = MediaPrograms.open(settings.natives(), MEDIA_SLOTS);
        comparing = MediaPrograms.open(settings.natives(), COMPARING_SLOTS);
        streams = new StreamTools(MediaPrograms.carriers(settings.natives()), base.host(), Thread::startVirtualThread);
        client = HttpClient.start(ClientConfig.FOR_NODES);
        source = source(settings, base, registered);
        var peer = new NetworkPeer(client, channels, payer.map(PayerAccount::signer), rules);
        var offers = new OfferCheck(SenderLimits.DEFAULT);
        var judge = payer.map(account -> OfferRules.judge(offers, account)).orElse(OfferRules.FREE);
        Function<Capabilities, OrchestratorDirectory> directory = needed -> new OrchestratorDirectory(
                source, DiscoveryConfig.of(settings.orchestrators()), peer, needed, judge, base.clock(), base.ticker());
        tools = tools(settings, base, payer, peer, offers, directory.apply(usualNeeds()))
                .with(ceiling);
        models = new ModelDirectories(directory);
        realtime = new RealtimeTools(
                models::of,
                new FlowTools(client, base.host(), base.ticker(), Pause.real()),
                settings.live().grace());
    }

    private JobTools tools(
            GatewaySettings settings,
            NodeBase base,
            Optional<PayerAccount> payer,
            NetworkPeer peer,
            OfferCheck offers,
            OrchestratorDirectory directory) {
        var content = new SampledContent(comparing, directory, ContentJudge.USUAL, base.chance());
        return new JobTools(
                base.host(),
                base.ticker(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), content),
                payer,
                offers,
                Signatures::signedBy,
                new JobTools.Limits(ofFiles(settings.drainedGrace()), JobLimits.live(SILENCE)),
                Preferences.DEFAULT);
    }

    /** What the operator gives wins; with nothing given it is the network that knows (wire protocol section 9.1). */
    private OrchestratorSource source(
            GatewaySettings settings, NodeBase base, Optional<OrchestratorSource> registered) {
        return settings.orchestratorWebhook()
                .<OrchestratorSource>map(url -> new DiscoveryWebhook(url, HttpGet.over(web), base.clock()))
                .or(() -> registered.filter(_ -> settings.orchestrators().isEmpty()))
                .orElseGet(() -> FixedList.of(settings.orchestrators()));
    }

    /** What most jobs ask for: H.264 in and out. */
    private static Capabilities usualNeeds() {
        return Capabilities.request(TranscodingNeeds.of(VideoCodec.H264, LadderText.parse("720p"), Set.of()));
    }

    /** Files are worked on for throughput, and units wait for each other at the orchestrator. */
    private static JobLimits ofFiles(Duration grace) {
        var usual = JobLimits.DEFAULT;
        var unit = UnitLimits.DEFAULT;
        return new JobLimits(
                usual.window(),
                usual.unitsPerSession(),
                usual.search().atMost(MAX_ROUNDS),
                SwapLimits.of(MAX_SWAPS),
                usual.session(),
                Duration.ofMinutes(5),
                grace,
                usual.unusable(),
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

    JobTools tools() {
        return tools;
    }

    RealtimeTools realtime() {
        return realtime;
    }

    /** Everybody who may be asked. */
    OrchestratorSource source() {
        return source;
    }

    /** Of those who have a model; of everybody, where nothing is needed. */
    OrchestratorDirectory directory(Capabilities needed) {
        return models.of(needed);
    }

    StreamTools streams() {
        return streams;
    }

    /** Where the channels of live sessions may be. */
    ChannelRules rules() {
        return rules;
    }

    MediaChildren media() {
        return media;
    }

    /** To nodes of the network. */
    HttpClient client() {
        return client;
    }

    /** To the operator's services and the clients', whose certificates are real. */
    HttpClient web() {
        return web;
    }

    @Override
    public void close() {
        models.close();
        channels.close();
        web.close();
        client.close();
        comparing.close();
        media.close();
    }
}
