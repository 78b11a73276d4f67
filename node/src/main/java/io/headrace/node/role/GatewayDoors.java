package io.headrace.node.role;

import io.headrace.gateway.Gateway;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.live.auth.OpenAuthorization;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.live.auth.WebhookAuthorization;
import io.headrace.gateway.live.http.PlaybackApi;
import io.headrace.gateway.live.http.PlaybackConfig;
import io.headrace.gateway.live.http.PushApi;
import io.headrace.gateway.live.http.PushConfig;
import io.headrace.gateway.live.http.StreamsApi;
import io.headrace.gateway.live.rtmp.RtmpDesk;
import io.headrace.media.cut.CutLimits;
import io.headrace.rtmp.RtmpConfig;
import io.headrace.rtmp.RtmpLimits;
import io.headrace.rtmp.RtmpServer;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Where clients come in: HTTP for files, pushes and players, RTMP for publishers. Loopback only. */
final class GatewayDoors implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int BOUNDARY_BYTES = 10;

    private final HttpServer http;
    private final RtmpServer rtmp;
    private final PlaybackApi playback;

    private GatewayDoors(HttpServer http, RtmpServer rtmp, PlaybackApi playback) {
        this.http = http;
        this.rtmp = rtmp;
        this.playback = playback;
    }

    /** @param others routes besides those of streams */
    static GatewayDoors open(
            GatewaySettings settings,
            NodeBase base,
            Gateway gateway,
            GatewayFloor floor,
            RealtimeDoor realtime,
            RequestDoor requests,
            List<Route> others)
            throws IOException {
        var streams = gateway.streams();
        var authorization = authorization(settings.live(), floor);
        var playback = new PlaybackApi(streams, base.ticker(), PlaybackConfig.DEFAULT);
        var push = new PushApi(
                streams,
                authorization,
                floor.media(),
                base.host(),
                base.ticker(),
                () -> HexFormat.of().formatHex(base.secrets().bytes(BOUNDARY_BYTES)),
                PushConfig.DEFAULT);
        var routes = new ArrayList<>(others);
        routes.addAll(realtime.routes());
        routes.addAll(push.routes());
        routes.addAll(requests.routes(playback.routes()));
        routes.addAll(new StreamsApi(streams).routes());
        var listen = HttpServerConfig.plain(LOOPBACK, settings.httpPort()).with(base.ticker()::nanos);
        var http = HttpServer.start(listen, new Router(routes));
        try {
            var rtmp = RtmpServer.start(
                    new RtmpConfig(LOOPBACK, settings.live().rtmpPort(), RtmpLimits.DEFAULT),
                    realtime.before(new RtmpDesk(streams, authorization, CutLimits.DEFAULT)),
                    base.ticker()::nanos);
            return new GatewayDoors(http, rtmp, playback);
        } catch (IOException taken) {
            http.close();
            throw taken;
        }
    }

    /** Who may publish; it remembers nothing, so that each door may have its own. */
    static StreamAuthorization authorization(LiveSettings live, GatewayFloor floor) {
        if (live.authWebhook().isPresent()) {
            return new WebhookAuthorization(live.authWebhook().get(), floor.web(), live.config());
        }
        return live.streamKeys().isEmpty()
                ? new OpenAuthorization(live.config())
                : new KeyAuthorization(live.streamKeys(), live.config());
    }

    int httpPort() {
        return http.port();
    }

    int rtmpPort() {
        return rtmp.port();
    }

    int rtmpConnections() {
        return rtmp.connections();
    }

    long bytesPlayed() {
        return playback.counters().bytes();
    }

    @Override
    public void close() {
        rtmp.close();
        http.close();
    }
}
