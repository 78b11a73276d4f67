package io.headrace.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenRunnerTest {

    private HttpServer server;
    private ModelClient client;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(new TokenRunner().routes()));
        client = new ModelClient(URI.create("http://127.0.0.1:" + server.port()));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void answersWhole() throws Exception {
        client.ask(Ask.TRIVIAL);
    }

    @Test
    void tellsEachTokenAtItsTime() throws Exception {
        var tokens = client.stream(Ask.streamed(10, 50)).nanos();

        assertThat(tokens).hasSize(10).isSorted();
        assertThat(tokens.getFirst()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(tokens.getLast()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void measuresAWayOfTokens() throws Exception {
        var found = new LinkedHashMap<String, Double>();

        var streamed = new TokenStreams(2, 50).measure("direct", client);
        streamed.addTo(found);

        assertThat(found)
                .containsKeys(
                        "directTokensPerSecond", "directFirstTokenP50Ms", "directFirstTokenP99Ms", "directJitterP50Ms");
        assertThat(found.get("directFirstTokenP50Ms")).isGreaterThanOrEqualTo(20);
        assertThat(streamed.text()).contains("tokens, direct");
    }

    @Test
    void saysWhatARefusalSaid() {
        try (var nobody = new ModelClient(URI.create("http://127.0.0.1:" + server.port() + "/other"))) {
            assertThatThrownBy(() -> nobody.ask(new Ask(1, 9_999_999, Ask.Form.WHOLE)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("answered 500");
        }
    }
}
