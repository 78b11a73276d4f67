package io.headrace.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobsApiTest {

    private static final int MAX_INPUT = 100;
    private static final String LADDER = "ladder=small=64x36@50k,tiny=32x18@20k";

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.free();
    private final HttpClient client = HttpClient.newHttpClient();
    private GatewayFixture node;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        node = GatewayFixture.limited(
                new GatewayConfig(folder, 1, MAX_INPUT, GatewayConfig.in(folder).live()), peer, 3);
        var api = new JobsApi(node.gateway(), MAX_INPUT, _ -> Map.of("fee", "12/5"));
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(api.routes()));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @Test
    void takesAFileAndHandsOutItsResult() throws Exception {
        var id = taken();
        var status = json(get("/jobs/" + id));

        assertThat(status.path("state").asString()).isEqualTo("Completed");
        assertThat(status.path("durationSeconds").asDouble()).isEqualTo(6);
        assertThat(status.path("fee").asString()).isEqualTo("12/5");
        assertThat(status.path("renditions").size()).isEqualTo(2);
        assertThat(status.path("renditions").path(0).path("frames").asInt()).isEqualTo(90);
        assertThat(status.path("renditions").path(0).path("width").asInt()).isEqualTo(64);
        assertThat(get("/jobs/" + id + "/output/small/0.ts").body()).startsWith("rendition 0 64 36 30");
    }

    @Test
    void saysWhatKindOfFileEachIs() throws Exception {
        var output = "/jobs/" + taken() + "/output/";

        assertThat(type(output + "master.m3u8")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(type(output + "small/0.ts")).isEqualTo("video/mp2t");
        assertThat(type(output + "small.mp4")).isEqualTo("video/mp4");
    }

    @Test
    void knowsNoOtherJob() throws Exception {
        var unknown = "/jobs/" + "0".repeat(32);

        assertThat(get(unknown).statusCode()).isEqualTo(404);
        assertThat(get("/jobs/short").statusCode()).isEqualTo(404);
        assertThat(get(unknown + "/output/master.m3u8").statusCode()).isEqualTo(404);
        assertThat(send(request(unknown).DELETE()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Forder.json",
                "%2E%2E/order.json",
                "../order.json",
                "small/../../order.json",
                "small",
                "",
                "missing.ts",
                "%2Fetc%2Fpasswd",
                "a%00b"
            })
    void handsOutNothingBesideTheResult(String name) throws Exception {
        var answer = get("/jobs/" + taken() + "/output/" + name);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("ladder").doesNotContain("root:");
    }

    @Test
    void tellsBytesByTheirNamesInsideTheFolderOnly() throws Exception {
        var id = new JobId(taken());

        assertThat(node.gateway().output(id, "small/0.ts")).isPresent();
        assertThat(node.gateway().output(id, "small/../small/0.ts")).isPresent();
        assertThat(node.gateway().output(id, "../order.json")).isEmpty();
        assertThat(node.gateway().output(id, "/etc/passwd")).isEmpty();
        assertThat(node.gateway().output(id, "small")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ladder=huge",
                "ladder=",
                "ladder=a=64x36@50k,a=64x36@50k",
                "ladder=a=64x36@50k&maxPrice=cheap",
                "ladder=a=64x36@50k&maxPrice=-1",
                "ladder=a=64x36@50k&maxPrice=1/0"
            })
    void refusesAnOrderItDoesNotUnderstand(String query) throws Exception {
        var answer = post(query, "a film");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").path("message").asString()).isNotBlank();
        assertThat(node.gateway().jobs()).isEmpty();
    }

    @Test
    void refusesAFileAboveTheLimitAndKeepsNothingOfIt() throws Exception {
        var answer = post(LADDER, "x".repeat(MAX_INPUT + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(node.gateway().jobs()).isEmpty();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void takesAFileOfExactlyTheLimit() throws Exception {
        assertThat(post(LADDER, "x".repeat(MAX_INPUT)).statusCode()).isEqualTo(201);
    }

    @Test
    void isBusyWhenAsManyJobsRunAsItTakes() throws Exception {
        peer.sellers().forEach(each -> each.does(Conduct.STALLS));
        assertThat(post(LADDER, "a film").statusCode()).isEqualTo(201);

        var answer = post(LADDER, "another");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error").path("message").asString()).contains("1 jobs are under way");
    }

    @Test
    void cancelsAJob() throws Exception {
        peer.sellers().forEach(each -> each.does(Conduct.STALLS));
        var id = json(post(LADDER, "a film")).path("job").asString();

        assertThat(send(request("/jobs/" + id).DELETE()).statusCode()).isEqualTo(202);

        var view = node.gateway().job(new JobId(id)).orElseThrow();
        assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Cancelled(0));
        assertThat(json(get("/jobs/" + id)).path("state").asString()).isEqualTo("Cancelled");
    }

    @Test
    void tellsWhyNobodyWasFound() throws Exception {
        stop();
        peer.sellers().forEach(each -> each.silent(true));
        start();

        var status = json(get("/jobs/" + taken()));

        assertThat(status.path("state").asString()).isEqualTo("Failed");
        assertThat(status.path("reason").asString()).isEqualTo("no-suitable-orchestrator");
        assertThat(status.path("candidates").size()).isEqualTo(2);
        assertThat(status.path("candidates").path(0).path("chosen").asBoolean()).isFalse();
        assertThat(status.path("candidates").path(0).path("reason").asString()).startsWith("no-answer: did not answer");
    }

    @Test
    void saysThatItLives() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    /** Submits a job and returns its id once it is over. */
    private String taken() throws Exception {
        var id = json(post(LADDER + "&name=clip.mp4", "a film")).path("job").asString();
        GatewayFixture.end(node.gateway().job(new JobId(id)).orElseThrow());
        return id;
    }

    private HttpResponse<String> post(String query, String body) throws Exception {
        return send(request("/jobs?" + query).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private String type(String path) throws Exception {
        return get(path).headers().firstValue("Content-Type").orElse("none");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }
}
