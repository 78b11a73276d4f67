package io.headrace.gateway.realtime.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Allowed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Denied;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Senseless;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.media.LadderText;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveWebhookAuthorizationTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private List<AutoCloseable> open = List.of();
    private URI address = URI.create("http://127.0.0.1:1/");
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void serve() throws Exception {
        var server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(List.of(Route.of("POST", "/auth", (exchange, _) -> decide(exchange)))));
        address = URI.create("http://127.0.0.1:" + server.port() + "/auth");
        open = List.of(server, client);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private void decide(Exchange exchange) throws IOException {
        bodies.add(new String(exchange.body().readAll(100_000), StandardCharsets.UTF_8));
        exchange.headers().values("x-api-key").forEach(keys::add);
        exchange.headers().values("Authorization").forEach(keys::add);
        exchange.answer(status, "application/json", answer);
    }

    private LiveWebhookAuthorization authorization() {
        return new LiveWebhookAuthorization(
                new LiveWebhook(address, "secret", "gateway.example"),
                client,
                new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT),
                RealtimeConfig.DEFAULT);
    }

    private static RealtimeAsk ask(RealtimeAsk.Via via) {
        return new RealtimeAsk(
                via, "film", "http://gateway/film", "", Map.of("pipeline", "noop"), "pipeline=noop&streamId=mine");
    }

    private static RealtimeOrder order(RealtimeAuthorization.Verdict verdict) {
        assertThat(verdict).isInstanceOf(Allowed.class);
        return ((Allowed) verdict).order();
    }

    @Test
    void tellsTheApplicationWhatItMustKnow() throws Exception {
        var order = order(authorization().authorize(ask(RealtimeAsk.Via.WHIP)));

        assertThat(order.model()).isEqualTo("noop");
        assertThat(order.streamId()).isEqualTo("mine");
        assertThat(bodies.getFirst())
                .contains(
                        "\"stream\":\"film\"",
                        "\"type\":\"livepeer-whip\"",
                        "\"query_params\":\"pipeline=noop\\u0026streamId=mine\"",
                        "\"gateway_host\":\"gateway.example\"",
                        "https://gateway.example/live/video-to-video/film/status");
        assertThat(keys).containsExactly("secret", "secret");
    }

    @Test
    void makesWhatTheApplicationSaysInsteadOfTheAddress() throws Exception {
        answer = "{\"pipeline\":\"comfyui\",\"pipeline_id\":\"p-7\",\"stream_id\":\"s-7\","
                + "\"pipeline_parameters\":{\"1\":{}},\"rtmp_output_url\":\"rtmp://out.example/live/a\"}";

        var order = order(authorization().authorize(ask(RealtimeAsk.Via.RTMP)));

        assertThat(order.model()).isEqualTo("comfyui");
        assertThat(order.pipelineId()).isEqualTo("p-7");
        assertThat(order.streamId()).isEqualTo("s-7");
        assertThat(order.parameters()).isEqualTo("{\"prompt\":{\"1\":{}}}");
        assertThat(order.pushes()).containsExactly(URI.create("rtmp://out.example/live/a"));
    }

    @ParameterizedTest
    @CsvSource({"RTMP, rtmp", "WHIP, livepeer-whip", "WEBHOOK, rtmp", "WEBHOOK_WHIP, whip"})
    void saysHowTheStreamCame(RealtimeAsk.Via via, String type) throws Exception {
        var _ = authorization().authorize(ask(via));

        assertThat(bodies.getFirst()).contains("\"type\":\"" + type + "\"");
    }

    @Test
    void deniesWhatTheApplicationDenies() throws Exception {
        status = 403;
        answer = "no credit\nleft";

        assertThat(authorization().authorize(ask(RealtimeAsk.Via.WHIP)))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.sentence()).contains("no credit left"));
    }

    @Test
    void deniesWhenTheApplicationCannotBeAsked() throws Exception {
        address = URI.create("http://127.0.0.1:1/auth");

        assertThat(authorization().authorize(ask(RealtimeAsk.Via.WHIP))).isInstanceOf(Denied.class);
    }

    @Test
    void makesNothingOfNonsense() throws Exception {
        answer = "{\"rtmp_output_url\":\"http://out.example/\"}";

        assertThat(authorization().authorize(ask(RealtimeAsk.Via.WHIP))).isInstanceOf(Senseless.class);
    }

    @Test
    void doesNotAskAboutThoseWhoSteerAndWatch() throws Exception {
        var visit = ask(RealtimeAsk.Via.VISIT);

        assertThat(authorization().admits(visit)).isFalse();
        assertThat(authorization().admits(visit.withKey("sesame"))).isTrue();
        assertThat(bodies).isEmpty();
    }
}
