package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.currency.Rate;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookRateTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private volatile int status = 200;
    private volatile String body = "{\"pair\":\"ETH / USD\",\"price\":\"2000\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0), exchange -> exchange.answer(status, "application/json", body));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void asksForTheRate() throws Exception {
        assertThat(rate().ask()).isEqualTo(Rate.ofPair("ETH / USD", new BigDecimal("2000"), NOW));
    }

    @Test
    void saysWhatCameInstead() {
        status = 503;
        assertThatThrownBy(() -> rate().ask()).isInstanceOf(IOException.class).hasMessageContaining("503");

        status = 200;
        body = "<html>";
        assertThatThrownBy(() -> rate().ask()).isInstanceOf(IOException.class).hasMessageContaining("No rate");
    }

    @Test
    void readsNoMoreThanARateTakes() {
        body = "{\"pair\":\"ETH / USD\",\"price\":\"2000\",\"more\":\"" + "x".repeat(5_000) + "\"}";

        assertThatThrownBy(() -> rate().ask()).isInstanceOf(IOException.class);
    }

    private WebhookRate rate() {
        return new WebhookRate(URI.create("http://127.0.0.1:" + server.port() + "/rate"), client, () -> NOW);
    }
}
