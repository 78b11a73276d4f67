package io.headrace.node.role;

import io.headrace.admin.FramesView;
import io.headrace.admin.metrics.LiveStanding;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.live.whip.WhipDesk;
import io.headrace.gateway.realtime.FlightDocument;
import io.headrace.gateway.realtime.LiveBeat;
import io.headrace.gateway.realtime.LivePage;
import io.headrace.gateway.realtime.RealtimeApi;
import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.RtmpEntrance;
import io.headrace.gateway.realtime.StatusAnswer;
import io.headrace.gateway.realtime.StreamTally;
import io.headrace.gateway.realtime.auth.LiveWebhookAuthorization;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.pull.PullApi;
import io.headrace.gateway.realtime.pull.PullRules;
import io.headrace.gateway.realtime.pull.StreamPulls;
import io.headrace.media.cut.CutLimits;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.transport.Route;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.webrtc.WebRtcConfig;
import io.headrace.webrtc.WebRtcLimits;
import io.headrace.webrtc.WebRtcServer;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.http.SdpApi;
import io.headrace.webrtc.session.SessionTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where real-time streams come in, are steered and go out: offers and wishes over the gateway's HTTP port, media through
 * one UDP port and by RTMP.
 */
final class RealtimeDoor implements AutoCloseable {

    private final RealtimeStreams streams;
    private final RealtimeAuthorization authorization;
    private final RealtimeDesk desk;
    private final RealtimeApi api;
    private final StreamPulls pulls;
    private final Optional<LiveBeat> beat;
    private final Optional<WebRtcServer> media;

    private RealtimeDoor(
            LiveSettings live, NodeBase base, StreamAuthorization publishers, Gateway gateway, GatewayFloor floor)
            throws IOException {
        var settings = live.realtime();
        var application = live.application();
        var tools = floor.streams();
        var config = settings.map(RealtimeSettings::config).orElse(RealtimeConfig.DEFAULT);
        streams = new RealtimeStreams(config, gateway.realtime(), tools);
        var shared = new SharedAuthorization(publishers, config);
        authorization = application
                .webhook()
                .<RealtimeAuthorization>map(asked -> new LiveWebhookAuthorization(asked, floor.web(), shared, config))
                .orElse(shared);
        var transcoding = new WhipDesk(gateway.streams(), publishers, CutLimits.DEFAULT, tools);
        desk = new RealtimeDesk(authorization, streams, transcoding, config.maxViewers());
        api = new RealtimeApi(
                streams, authorization, new StatusAnswer(RealtimeDesk.BASE + "/%s-out/whep"), base.host());
        var rules = new PullRules(AddressRules.only(application.pullFrom()), HostNames.system(), PullRules.USUAL_TRIES);
        pulls = new StreamPulls(streams, rules, tools);
        beat = application
                .heartbeat()
                .map(url -> LiveBeat.start(
                        url, application.headers(), floor.web(), streams, base.host(), tools.starting()));
        media = settings.isPresent() ? Optional.of(server(settings.get(), base)) : Optional.empty();
    }

    private static WebRtcServer server(RealtimeSettings settings, NodeBase base) throws IOException {
        return WebRtcServer.start(
                new WebRtcConfig(settings.host(), settings.port(), settings.announced(), WebRtcLimits.DEFAULT),
                base.chance(),
                new SessionTime(base.clock(), System::nanoTime));
    }

    /**
     * @param publishers who may publish
     * @param gateway whose streams they are
     * @throws IOException when the UDP port cannot be had
     */
    static RealtimeDoor open(
            LiveSettings live, NodeBase base, StreamAuthorization publishers, Gateway gateway, GatewayFloor floor)
            throws IOException {
        return new RealtimeDoor(live, base, publishers, gateway, floor);
    }

    /** Those of WHIP and WHEP are left out where there is no port for media. */
    List<Route> routes() {
        var routes = new ArrayList<>(api.routes());
        routes.addAll(new PullApi(authorization, pulls).routes());
        media.ifPresent(server -> {
            routes.addAll(new SdpApi(server, desk, List.of()).routes(RealtimeDesk.BASE));
            routes.addAll(new LivePage().routes());
        });
        return routes;
    }

    /**
     * WHIP and WHEP at another place; none where there is no port for media.
     *
     * @param base in front of the streams' names
     * @param door what stands before the desk of all streams there
     */
    List<Route> media(String base, UnaryOperator<Desk> door) {
        return media.map(server -> new SdpApi(server, door.apply(desk), List.of()).routes(base))
                .orElse(List.of());
    }

    RealtimeStreams streams() {
        return streams;
    }

    /** Fetches streams from where the operator allows. */
    StreamPulls pulls() {
        return pulls;
    }

    /** Lets publishers in by RTMP; those who name no pipeline go on to that desk. */
    PublishDesk before(PublishDesk transcoding) {
        return new RtmpEntrance(transcoding, streams, authorization);
    }

    /** How the frames of its streams fly. */
    FramesView frames() {
        return new FramesView() {
            @Override
            public List<String> streams() {
                return streams.all().stream()
                        .map(stream -> stream.order().name())
                        .toList();
            }

            @Override
            public Optional<String> frames(String stream) {
                return streams.find(stream).map(FlightDocument::of);
            }
        };
    }

    int publishers() {
        return desk.publishers();
    }

    int viewers() {
        return desk.viewers();
    }

    /** Of publishers and viewers by WebRTC, those that are not connected yet included. */
    int sessions() {
        return media.map(WebRtcServer::sessions).orElse(0);
    }

    /** Where its sessions stand that are not over. */
    List<LiveStanding> standings() {
        return streams.all().stream()
                .filter(stream -> !stream.over())
                .map(stream -> new LiveStanding(
                        stream.order().model(), stream.work().standing().state()))
                .toList();
    }

    /** What its streams brought, and what viewers got of them. */
    StreamTally tally() {
        return streams.tally();
    }

    /** Takes no new publishers from here on, or takes them again. */
    void drain(boolean drained) {
        desk.drain(drained);
    }

    /** Ends all sessions; when no offer comes any more. */
    @Override
    public void close() {
        beat.ifPresent(LiveBeat::close);
        media.ifPresent(WebRtcServer::close);
        streams.close();
    }
}
