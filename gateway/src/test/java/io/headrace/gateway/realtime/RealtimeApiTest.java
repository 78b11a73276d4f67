package io.headrace.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.LadderText;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What steers and shows real-time streams, as HTTP sees it: one refusal of docs/errors.md after the other. */
class RealtimeApiTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));

    private final SimulatedHost host = new SimulatedHost(1);
    private final List<FakeWork> works = new ArrayList<>();
    private final RealtimeStreams streams = new RealtimeStreams(
            RealtimeConfig.DEFAULT,
            (_, output) -> {
                works.add(new FakeWork(output));
                return works.getLast();
            },
            FakeCarriers.tools(host));
    private final RealtimeAuthorization authorization =
            new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT);

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private final HttpServer server = serving();

    private HttpServer serving() {
        var api = new RealtimeApi(streams, authorization, new StatusAnswer("/%s-out/whep"), host);
        try {
            return HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(api.routes()));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @BeforeEach
    void publish() {
        var order = new RealtimeOrder(
                "film",
                "film-id",
                "edges",
                "",
                "{}",
                "",
                Standby.NONE,
                Optional.empty(),
                List.of(),
                RealtimeOrder.Recording.NONE);
        var _ = streams.publish(order, new RealtimeStreams.Newcomer("somebody", () -> {}, () -> {}));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var url = URI.create("http://127.0.0.1:" + server.port() + "/live/video-to-video/" + path);
        return client.send(
                HttpRequest.newBuilder(url)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void saysWhatAStreamWaitsForThatNobodyComputes() throws Exception {
        assertThat(send("GET", "film/status?key=sesame", "").body()).doesNotContain("waiting");

        works.getFirst().obstacle = Optional.of("https://alder:8935 is not paid: spending is stopped");
        assertThat(send("GET", "film/status?key=sesame", "").body())
                .contains("\"waiting\":\"https://alder:8935 is not paid: spending is stopped\"");
    }

    @Test
    void takesParametersAndEndsAStream() throws Exception {
        assertThat(send("POST", "film/update?key=sesame", "{\"strength\":1}").statusCode())
                .isEqualTo(200);
        assertThat(works.getFirst().updates).containsExactly("{\"strength\":1}");

        assertThat(send("POST", "film-id/stop?key=sesame", "").statusCode()).isEqualTo(200);
        assertThat(works.getFirst().inputEnded).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"POST,film/update", "POST,film/stop", "GET,film/status"})
    void isForThoseWhoMayPublish(String method, String path) throws Exception {
        var refused = send(method, path, method.equals("GET") ? "" : "{}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("film", "is the stream key right?");
        assertThat(works.getFirst().updates).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST,other/update", "POST,other/stop", "GET,other/status"})
    void knowsNoStreamThatNeverWas(String method, String path) throws Exception {
        var refused = send(method, path + "?key=sesame", method.equals("GET") ? "" : "{}");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("No stream named other");
    }

    @Test
    void whatIsOverIsStillToldAndNoLongerSteered() throws Exception {
        works.getFirst().end();

        assertThat(send("POST", "film/update?key=sesame", "{}").statusCode()).isEqualTo(404);
        assertThat(send("GET", "film/status?key=sesame", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "null"})
    void takesOneObjectOfParametersAndNothingElse(String body) throws Exception {
        var refused = send("POST", "film/update?key=sesame", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("one JSON object");
    }

    @Test
    void takesParametersOfAMebibyteAtMost() throws Exception {
        var refused =
                send("POST", "film/update?key=sesame", "{\"a\":\"" + "x".repeat(RealtimeApi.MAX_PARAMETERS) + "\"}");

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(works.getFirst().updates).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film-out/index.m3u8?key=sesame",
                "film-out/index.m3u8",
                "other-out/index.m3u8?key=sesame",
                "film/index.m3u8?key=sesame",
                "film-out/7.ts?key=sesame",
                "film-out/7.mp4?key=sesame",
                "film-out/9999999999999999999.ts?key=sesame"
            })
    void hasNoPlaylistBeforeThereIsASegment(String path) throws Exception {
        var refused = send("GET", path, "");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void letsPagesOfAnyOriginAsk() throws Exception {
        var options = send("OPTIONS", "film/update", "");

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Access-Control-Allow-Methods")).contains("OPTIONS, POST, GET");
    }
}
