package io.headrace.webrtc;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.http.SdpApi;
import io.headrace.webrtc.relay.RelayDesk;
import io.headrace.webrtc.session.SessionTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * A real server with its HTTP endpoints, on loopback where nobody says otherwise, that shows viewers what publishers send.
 * As a program it serves the network whose address it is told until it is killed.
 */
public record RelayServer(String host, WebRtcServer media, HttpServer http) implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String BASE = "/live/video-to-video";
    private static final int VIEWERS = 3;

    /** @param words the address that clients are told, of this machine at the latest when they come; a port of TCP and UDP */
    public static void main(String... words) throws IOException, InterruptedException {
        var announced = List.of(InetAddress.getByName(words[0]));
        var config = new WebRtcConfig("0.0.0.0", Integer.parseInt(words[1]), announced, WebRtcLimits.DEFAULT);
        try (var server = start(words[0], config, new RelayDesk(VIEWERS))) {
            System.out.println(server.whip("NAME") + " " + server.whep("NAME"));
            Thread.currentThread().join();
        }
    }

    public static RelayServer start() throws IOException {
        return start(WebRtcLimits.DEFAULT, new RelayDesk(VIEWERS));
    }

    public static RelayServer start(WebRtcLimits limits, Desk desk) throws IOException {
        return start(HOST, new WebRtcConfig(HOST, 0, List.of(), limits), desk);
    }

    /** @param reached the host in the URLs that clients are given */
    public static RelayServer start(String reached, WebRtcConfig config, Desk desk) throws IOException {
        var media = WebRtcServer.start(
                config, new SecureRandom(), new SessionTime(InstantSource.system(), System::nanoTime));
        var api = new SdpApi(media, desk, List.of("stun:stun.example.org:3478"));
        var http = HttpServer.start(HttpServerConfig.plain(config.host(), config.port()), new Router(api.routes(BASE)));
        return new RelayServer(reached, media, http);
    }

    public URI whip(String stream) {
        return URI.create("http://" + host + ":" + http.port() + BASE + "/" + stream + "/whip");
    }

    public URI whep(String stream) {
        return URI.create("http://" + host + ":" + http.port() + BASE + "/" + stream + "/whep");
    }

    @Override
    public void close() {
        media.close();
        http.close();
    }
}
