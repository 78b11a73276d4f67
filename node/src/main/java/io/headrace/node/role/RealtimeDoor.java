package io.headrace.node.role;

import io.headrace.admin.FramesView;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.realtime.FlightDocument;
import io.headrace.gateway.realtime.LivePage;
import io.headrace.gateway.realtime.RealtimeApi;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.RtmpEntrance;
import io.headrace.gateway.realtime.StatusDocument;
import io.headrace.gateway.realtime.StreamWork;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.transport.Route;
import io.headrace.webrtc.WebRtcConfig;
import io.headrace.webrtc.WebRtcLimits;
import io.headrace.webrtc.WebRtcServer;
import io.headrace.webrtc.http.SdpApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where real-time streams come in, are steered and go out: offers and wishes over the gateway's HTTP port, media through
 * one UDP port and by RTMP.
 */
final class RealtimeDoor implements AutoCloseable {

    private final RealtimeStreams streams;
    private final RealtimeAuthorization authorization;
    private final RealtimeDesk desk;
    private final RealtimeApi api;
    private final Optional<WebRtcServer> media;

    private RealtimeDoor(
            Optional<RealtimeSettings> settings, NodeBase base, StreamAuthorization publishers, StreamWork.Maker works)
            throws IOException {
        var config = settings.map(RealtimeSettings::config).orElse(RealtimeConfig.DEFAULT);
        streams = new RealtimeStreams(config, works, base.host());
        authorization = new SharedAuthorization(publishers, config);
        desk = new RealtimeDesk(authorization, streams, config.maxViewers());
        api = new RealtimeApi(
                streams, authorization, new StatusDocument(RealtimeDesk.BASE + "/%s-out/whep"), base.host());
        media = settings.isPresent() ? Optional.of(server(settings.get(), base)) : Optional.empty();
    }

    private static WebRtcServer server(RealtimeSettings settings, NodeBase base) throws IOException {
        return WebRtcServer.start(
                new WebRtcConfig(settings.host(), settings.port(), settings.announced(), WebRtcLimits.DEFAULT),
                base.chance(),
                base.clock());
    }

    /**
     * @param settings empty for no WHIP and WHEP
     * @param publishers who may publish
     * @param works what is behind streams that name a pipeline
     * @throws IOException when the UDP port cannot be had
     */
    static RealtimeDoor open(
            Optional<RealtimeSettings> settings, NodeBase base, StreamAuthorization publishers, StreamWork.Maker works)
            throws IOException {
        return new RealtimeDoor(settings, base, publishers, works);
    }

    /** Those of WHIP and WHEP are left out where there is no port for media. */
    List<Route> routes() {
        var routes = new ArrayList<>(api.routes());
        media.ifPresent(server -> {
            routes.addAll(new SdpApi(server, desk, List.of()).routes(RealtimeDesk.BASE));
            routes.addAll(new LivePage().routes());
        });
        return routes;
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

    /** Takes no new publishers from here on, or takes them again. */
    void drain(boolean drained) {
        desk.drain(drained);
    }

    /** Ends all sessions; when no offer comes any more. */
    @Override
    public void close() {
        media.ifPresent(WebRtcServer::close);
        streams.close();
    }
}
