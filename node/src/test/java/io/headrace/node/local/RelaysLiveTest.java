package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.webrtc.peer.Chromium;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real-time streams through the routes of a real gateway. */
class RelaysLiveTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private static LocalBench open(Path folder, LiveSettings live) throws Exception {
        return LocalBench.open(folder, LocalPlan.Money.OFF, live, Map.of());
    }

    private static URI whip(LocalBench bench, String name) {
        var template = bench.network().view().gatewayWhip().orElseThrow();
        return URI.create(template.replace("{stream}", name));
    }

    @Test
    void aBrowserSeesWhatABrowserPublishes(@TempDir Path folder) throws Exception {
        try (var bench = open(folder, LiveSettings.open(0).with(RealtimeSettings.any()))) {
            var whep = bench.network().gatewayUri().resolve("/live/video-to-video/film-1-out/whep");

            var seen = Chromium.publishAndPlay(whip(bench, "film-1"), whep, folder);

            assertThat(seen.number("framesDecoded")).isGreaterThan(60);
            assertThat(seen.number("soundPackets")).isGreaterThan(100);
            assertThat(seen.json()).contains("\"codec\":\"video/H264\"", "\"deleted\":[200,200]");
        }
    }

    @Test
    void showsItsPageAndTakesOffersBesidePushes(@TempDir Path folder) throws Exception {
        try (var bench = open(folder, LiveSettings.open(0).with(RealtimeSettings.any()))) {
            var page = send(HttpRequest.newBuilder(bench.network().gatewayUri().resolve("/live/")));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
            assertThat(page.body())
                    .contains("'whip'", "'whep'", "/live/video-to-video/")
                    .doesNotContain("src=\"http");

            var preflight = HttpRequest.newBuilder(whip(bench, "film")).method("OPTIONS", noBody());
            assertThat(send(preflight).statusCode()).isEqualTo(204);
            var nonsense = HttpRequest.newBuilder(whip(bench, "film"))
                    .header("Content-Type", "application/sdp")
                    .POST(HttpRequest.BodyPublishers.ofString("v=1"));
            assertThat(send(nonsense).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void canBeOff(@TempDir Path folder) throws Exception {
        try (var bench = open(folder, LiveSettings.open(0))) {
            assertThat(bench.network().view().gatewayWhip()).isEmpty();
            var preflight = HttpRequest.newBuilder(
                            bench.network().gatewayUri().resolve("/live/video-to-video/film/whip"))
                    .method("OPTIONS", noBody());
            assertThat(send(preflight).statusCode()).isNotEqualTo(204);
        }
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
