package io.headrace.node.command;

import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.gateway.realtime.auth.LiveWebhook;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.media.LadderText;
import io.headrace.node.role.ApplicationSettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.transport.address.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What can be said of live streams on a command line. */
public final class LiveOptions {

    @Option(
            names = "--live-ladder",
            paramLabel = "LADDER",
            defaultValue = GatewayConfig.USUAL_STREAM_LADDER,
            description = "renditions of a stream (default: ${DEFAULT-VALUE})")
    private String ladder = GatewayConfig.USUAL_STREAM_LADDER;

    @Option(
            names = "--keep",
            paramLabel = "WHAT",
            defaultValue = "window",
            description = "what is left of a stream: window, everything, recording (default: ${DEFAULT-VALUE})")
    private String keep = "window";

    @Option(names = "--play-source", description = "what was published is played too, as one rendition")
    private boolean playSource;

    @Option(names = "--stream-key", paramLabel = "KEY", description = "a key that publishers must show; repeatable")
    private Set<String> keys = Set.of();

    @Option(
            names = {"--auth-webhook-url", "-authWebhookUrl"},
            paramLabel = "URL",
            description = "asked about every publisher")
    private Optional<URI> authWebhook = Optional.empty();

    @Option(
            names = {"--max-streams", "-maxSessions"},
            defaultValue = "" + LiveConfig.USUAL_MAX_STREAMS,
            description = "under way at once (default: ${DEFAULT-VALUE})")
    private int maxStreams = LiveConfig.USUAL_MAX_STREAMS;

    @Option(
            names = "--publisher-grace",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "for a publisher to come back (default: ${DEFAULT-VALUE})")
    private int grace = 15;

    @Option(
            names = "--webrtc-port",
            paramLabel = "PORT",
            defaultValue = "" + RealtimeSettings.USUAL_PORT,
            description = "UDP, for media of WHIP and WHEP; 0 for any (default: ${DEFAULT-VALUE})")
    private int webRtcPort = RealtimeSettings.USUAL_PORT;

    @Option(
            names = "--nat-ip",
            paramLabel = "ADDRESS",
            description =
                    "what WHIP and WHEP clients are told to send media to; repeatable. With it the UDP port listens"
                            + " on all interfaces, without it on loopback")
    private List<InetAddress> natAddresses = List.of();

    @Option(
            names = "--live-pipeline",
            paramLabel = "MODEL",
            description = "for real-time streams that name none (default: they are relayed as they are)")
    private String pipeline = "";

    @Option(
            names = "--standby",
            paramLabel = "HOW",
            defaultValue = "warm",
            description = "what stands ready for when an orchestrator of a real-time stream fails: none, warm, hot"
                    + " (default: ${DEFAULT-VALUE})")
    private String standby = "warm";

    @Option(
            names = {"--live-auth-webhook-url", "-liveAIAuthWebhookUrl"},
            paramLabel = "URL",
            description = "an application's, asked about every publisher of a real-time stream")
    private Optional<URI> liveWebhook = Optional.empty();

    @Option(
            names = {"--live-auth-api-key", "-liveAIAuthApiKey"},
            paramLabel = "KEY",
            description = "shown to it")
    private String liveWebhookKey = "";

    @Option(
            names = {"--gateway-host", "-gatewayHost"},
            paramLabel = "HOST[:PORT]",
            description = "as clients reach this gateway; told to the application")
    private String gatewayHost = "";

    @Option(
            names = {"--live-heartbeat-url", "-liveAIHeartbeatURL"},
            paramLabel = "URL",
            description = "told every 5 s which real-time streams run; may end them")
    private Optional<URI> heartbeat = Optional.empty();

    @Option(names = "--live-heartbeat-header", paramLabel = "NAME=VALUE", description = "sent with it; repeatable")
    private Map<String, String> heartbeatHeaders = Map.of();

    @Option(
            names = "--live-pull-from",
            paramLabel = "CIDR",
            split = ",",
            description = "addresses from which real-time streams may be fetched (default: this machine's)")
    private List<String> pullFrom = List.of();

    @Option(names = "--no-webrtc", description = "no WHIP and WHEP")
    private boolean noWebRtc;

    /**
     * @param portOffset added to the UDP port, unless that is any
     * @throws IllegalArgumentException which says what was wrong
     */
    LiveSettings settings(int rtmpPort, int portOffset) {
        return new LiveSettings(
                rtmpPort,
                LadderText.parse(ladder),
                Keeping.valueOf(keep.toUpperCase(Locale.ROOT)),
                playSource ? SourceRendition.PLAYED : SourceRendition.LEFT_OUT,
                keys,
                authWebhook,
                maxStreams,
                Duration.ofSeconds(grace),
                noWebRtc ? Optional.empty() : Optional.of(realtime(portOffset)),
                application());
    }

    private ApplicationSettings application() {
        return new ApplicationSettings(
                liveWebhook.map(url -> new LiveWebhook(url, liveWebhookKey, gatewayHost)),
                heartbeat,
                heartbeatHeaders,
                pullFrom.isEmpty()
                        ? AddressRange.LOOPBACK
                        : pullFrom.stream().map(AddressRange::parse).toList());
    }

    private RealtimeSettings realtime(int portOffset) {
        var usual = RealtimeConfig.DEFAULT;
        return new RealtimeSettings(
                webRtcPort == 0 ? 0 : webRtcPort + portOffset,
                natAddresses,
                new RealtimeConfig(
                        pipeline,
                        Standby.valueOf(standby.toUpperCase(Locale.ROOT)),
                        usual.maxPrice(),
                        maxStreams,
                        usual.maxViewers(),
                        Duration.ofSeconds(grace)));
    }
}
