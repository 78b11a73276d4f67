package io.headrace.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.peer.Peer;
import io.headrace.webrtc.relay.RelayDesk;
import io.headrace.webrtc.session.SessionLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WHIP and WHEP as HTTP sees them. */
class SdpApiTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int VIEWERS = 3;

    /** Its sessions are never established, and last as long as the test. */
    private static final WebRtcLimits PATIENT =
            new WebRtcLimits(100, 100, new SessionLimits(LONG, LONG, 2_048, 8, 8 << 20));

    private final HttpClient http = HttpClient.newHttpClient();
    private RelayServer server;

    @BeforeEach
    void start() throws Exception {
        server = RelayServer.start(PATIENT, new RelayDesk(VIEWERS));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, URI where, String type, String body) throws Exception {
        return http.send(request(method, where, type, body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String method, URI where, String type, String body) {
        return HttpRequest.newBuilder(where).header("Content-Type", type).method(method, BodyPublishers.ofString(body));
    }

    private static String offer(String direction) {
        return Peer.offer(direction).text();
    }

    @Test
    void answersAPublishersOffer() throws Exception {
        var answer = Peer.post(server.whip("a-b"), offer("sendonly"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/sdp");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/live/video-to-video/a-b/whip/");
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(answer.headers().firstValue("Link")).contains("<stun:stun.example.org:3478>; rel=\"ice-server\"");
        assertThat(answer.body().lines())
                .contains(
                        "a=ice-lite",
                        "a=group:BUNDLE 0 1",
                        "a=setup:passive",
                        "m=video 9 UDP/TLS/RTP/SAVPF 102 103",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "a=recvonly",
                        "a=rtcp-fb:102 nack pli",
                        "a=rtcp-fb:102 transport-cc",
                        "a=fmtp:103 apt=102",
                        "a=candidate:1 1 udp 2130706431 127.0.0.1 "
                                + server.media().port() + " typ host");
    }

    @Test
    void answersAViewersOfferWithAStreamOfRepairs() throws Exception {
        Peer.post(server.whip("s"), offer("sendonly"));
        var answer = Peer.post(server.whep("s"), offer("recvonly")).body();

        assertThat(answer.lines())
                .contains(
                        "m=video 9 UDP/TLS/RTP/SAVPF 102 103",
                        "a=sendonly",
                        "a=fmtp:103 apt=102",
                        "a=rtcp-fb:102 goog-remb",
                        "a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time")
                .doesNotContain("a=rtcp-fb:102 transport-cc");
        assertThat(answer).containsPattern("a=ssrc-group:FID (\\d+) (\\d+)\r\na=ssrc:\\1 .*\r\na=ssrc:\\2 ");
    }

    @Test
    void refusesVideoThatIsNeitherH264NorVp8() throws Exception {
        var answer = Peer.post(
                server.whip("s"), Peer.offer("sendonly").withCodec("AV1").text());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("taken as H.264", "or VP8", "the offer names AV1");
        assertThat(server.media().sessions()).isZero();
    }

    @Test
    void agreesWithAViewerOnWhatThePublisherSends() throws Exception {
        Peer.post(server.whip("s"), Peer.offer("sendonly").withCodec("VP8").text());
        String both = offer("recvonly")
                .replace("SAVPF 102 103\r\n", "SAVPF 102 103 96\r\n")
                .replace("a=rtpmap:103", "a=rtpmap:96 VP8/90000\r\na=rtpmap:103");

        var answer = Peer.post(server.whep("s"), both);
        assertThat(answer.body().lines()).contains("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000");
        var refused = Peer.post(server.whep("s"), offer("recvonly"));
        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(refused.body()).contains("is in VP8, and the offer takes H264");
    }

    @Test
    void takesH264FromWhoOffersBoth() throws Exception {
        String both = offer("sendonly")
                .replace("SAVPF 102 103\r\n", "SAVPF 96 102 103\r\n")
                .replace("a=rtpmap:102", "a=rtpmap:96 VP8/90000\r\na=rtpmap:102");

        assertThat(Peer.post(server.whip("s"), both).body()).contains("m=video 9 UDP/TLS/RTP/SAVPF 102 103");
    }

    @Test
    void refusesWhatIsNoOffer() throws Exception {
        assertThat(send("POST", server.whip("s"), "text/plain", offer("sendonly"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(Peer.post(server.whip("s"), "hello").statusCode()).isEqualTo(400);
        assertThat(Peer.post(server.whip("s"), "v=0\r\n").statusCode()).isEqualTo(400);
        assertThat(Peer.post(server.whip("s"), offer("recvonly")).statusCode()).isEqualTo(400);
        assertThat(Peer.post(server.whip("s"), offer("sendonly").replace("a=fingerprint", "a=finger"))
                        .body())
                .contains("a=fingerprint:sha-256");
        assertThat(Peer.post(server.whip("s"), offer("sendonly").replace("a=rtcp-mux\r\n", ""))
                        .body())
                .contains("a=rtcp-mux");
        assertThat(Peer.post(server.whip("s"), "v=0\r\n" + "a=x\r\n".repeat(100_000))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void letsOnePublisherInAndSoManyViewers() throws Exception {
        assertThat(Peer.post(server.whep("s"), offer("recvonly")).statusCode()).isEqualTo(404);
        assertThat(Peer.post(server.whip("s"), offer("sendonly")).statusCode()).isEqualTo(201);
        assertThat(Peer.post(server.whip("s"), offer("sendonly")).statusCode()).isEqualTo(409);
        for (int i = 0; i < VIEWERS; i++) {
            assertThat(Peer.post(server.whep("s"), offer("recvonly")).statusCode())
                    .isEqualTo(201);
        }
        assertThat(Peer.post(server.whep("s"), offer("recvonly")).statusCode()).isEqualTo(429);
    }

    @Test
    void takesFurtherCandidatesAndForgetsThem() throws Exception {
        try (var peer = Peer.open(server.whip("s"), Peer.offer("sendonly"))) {
            String known = "a=ice-ufrag:peer\r\na=end-of-candidates\r\n";

            assertThat(patch(peer, peer.etag(), known).statusCode()).isEqualTo(204);
            assertThat(patch(peer, "*", known).statusCode()).isEqualTo(204);
            assertThat(patch(peer, "\"other\"", known).statusCode()).isEqualTo(412);
            assertThat(send("PATCH", peer.resource(), FRAGMENT, known).statusCode())
                    .isEqualTo(428);
            assertThat(send("PATCH", peer.resource(), "text/plain", "").statusCode())
                    .isEqualTo(415);
            assertThat(peer.delete()).isEqualTo(200);
            assertThat(patch(peer, "*", known).statusCode()).isIn(204, 404);
        }
    }

    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

    private HttpResponse<String> patch(Peer peer, String match, String body) throws Exception {
        return http.send(
                request("PATCH", peer.resource(), FRAGMENT, body)
                        .header("If-Match", match)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void restartsConnectivityUnderAnotherEtag() throws Exception {
        try (var peer = Peer.open(server.whip("s"), Peer.offer("sendonly"))) {
            var restarted = patch(peer, "*", "a=ice-ufrag:other\r\na=ice-pwd:otherotherotherotherother\r\n");

            assertThat(restarted.statusCode()).isEqualTo(200);
            assertThat(restarted.headers().firstValue("Content-Type")).contains(FRAGMENT);
            String etag = restarted.headers().firstValue("ETag").orElseThrow();
            assertThat(etag).isNotEqualTo(peer.etag());
            assertThat(restarted.body()).contains("a=ice-lite", "a=mid:0", "a=candidate:1 ", "a=end-of-candidates");
            assertThat(restarted.body())
                    .doesNotContain(peer.password())
                    .doesNotContain("a=ice-ufrag:" + peer.found("a=ice-ufrag:(\\S+)"));
            assertThat(patch(peer, peer.etag(), "a=ice-ufrag:other\r\n").statusCode())
                    .isEqualTo(412);
            assertThat(patch(peer, etag, "a=ice-ufrag:other\r\n").statusCode()).isEqualTo(204);
            assertThat(patch(peer, etag, "a=ice-ufrag:third\r\n").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void knowsNoSessionThatNeverWas() throws Exception {
        var nowhere = URI.create(server.whip("s") + "/nobody");

        assertThat(send("DELETE", nowhere, "text/plain", "").statusCode()).isEqualTo(404);
        assertThat(send("PATCH", nowhere, "application/trickle-ice-sdpfrag", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void letsPagesOfAnyOriginAsk() throws Exception {
        var options = send("OPTIONS", server.whep("s"), "text/plain", "");

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(options.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST", "DELETE", "PATCH");
        assertThat(options.headers().firstValue("Accept-Post")).contains("application/sdp");
    }
}
