package io.headrace.webrtc;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.http.SdpApi;
import io.headrace.webrtc.relay.RelayDesk;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** A real server on loopback, with its HTTP endpoints, that shows viewers what publishers send. */
public record RelayServer(WebRtcServer media, HttpServer http) implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String BASE = "/live/video-to-video";

    public static RelayServer start() throws IOException {
        return start(WebRtcLimits.DEFAULT, new RelayDesk(3));
    }

    public static RelayServer start(WebRtcLimits limits, Desk desk) throws IOException {
        var media = WebRtcServer.start(
                new WebRtcConfig(HOST, 0, List.of(), limits), new SecureRandom(), InstantSource.system());
        var api = new SdpApi(media, desk, List.of("stun:stun.example.org:3478"));
        return new RelayServer(media, HttpServer.start(HttpServerConfig.plain(HOST, 0), new Router(api.routes(BASE))));
    }

    public URI whip(String stream) {
        return URI.create("http://" + HOST + ":" + http.port() + BASE + "/" + stream + "/whip");
    }

    public URI whep(String stream) {
        return URI.create("http://" + HOST + ":" + http.port() + BASE + "/" + stream + "/whep");
    }

    @Override
    public void close() {
        media.close();
        http.close();
    }
}
