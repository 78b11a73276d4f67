package io.headrace.node.role;

import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.live.webrtc.LivePage;
import io.headrace.gateway.live.webrtc.WebRtcDesk;
import io.headrace.transport.Route;
import io.headrace.webrtc.WebRtcConfig;
import io.headrace.webrtc.WebRtcLimits;
import io.headrace.webrtc.WebRtcServer;
import io.headrace.webrtc.http.SdpApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where real-time streams come in and go out: offers over the gateway's HTTP port, media through one UDP port. */
final class RealtimeDoor implements AutoCloseable {

    private final WebRtcDesk desk;
    private final Optional<WebRtcServer> media;

    private RealtimeDoor(WebRtcDesk desk, Optional<WebRtcServer> media) {
        this.desk = desk;
        this.media = media;
    }

    /** @throws IOException when the UDP port cannot be had */
    static RealtimeDoor open(Optional<RealtimeSettings> settings, NodeBase base, StreamAuthorization authorization)
            throws IOException {
        var desk = new WebRtcDesk(authorization, WebRtcDesk.USUAL_VIEWERS);
        if (settings.isEmpty()) {
            return new RealtimeDoor(desk, Optional.empty());
        }
        var config = new WebRtcConfig(
                settings.get().host(), settings.get().port(), settings.get().announced(), WebRtcLimits.DEFAULT);
        return new RealtimeDoor(desk, Optional.of(WebRtcServer.start(config, base.chance(), base.clock())));
    }

    /** None where there are no real-time streams. */
    List<Route> routes() {
        var routes = new ArrayList<Route>();
        media.ifPresent(server -> {
            routes.addAll(new SdpApi(server, desk, List.of()).routes(WebRtcDesk.BASE));
            routes.addAll(new LivePage().routes());
        });
        return routes;
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
    }
}
