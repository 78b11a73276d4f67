package io.headrace.orchestrator.runner.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.pipeline.Health;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpHandler;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.address.ResolvedUri;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One status is good; any other, and none, is not. */
class HealthPollTest {

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final HealthPoll poll = new HealthPoll(client, Duration.ofMillis(500));

    @AfterEach
    void stop() {
        client.close();
    }

    private Health.Report look(int port, int healthy) throws Exception {
        var url = URI.create("http://127.0.0.1:" + port + "/health?deep=1");
        return poll.look(new Watch.Polls(new ResolvedUri(url, InetAddress.getLoopbackAddress()), healthy));
    }

    private Health.Report look(HttpHandler app, int healthy) throws Exception {
        try (var server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), app)) {
            return look(server.port(), healthy);
        }
    }

    private static void isBad(Health.Report report, String reason) {
        assertThat(report)
                .isInstanceOfSatisfying(
                        Health.Report.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }

    @Test
    void isGoodWithTheStatusThatTheOperatorNamed() throws Exception {
        assertThat(look(exchange -> exchange.answer(204), 204)).isEqualTo(new Health.Report.Answered());
        assertThat(look(exchange -> exchange.answer(exchange.query().equals("deep=1") ? 200 : 404), 200))
                .as("the query is asked, too")
                .isEqualTo(new Health.Report.Answered());
    }

    @Test
    void isBadWithAnyOtherStatus() throws Exception {
        isBad(look(exchange -> exchange.answer(204), 200), "its health answers 204, not 200");
        isBad(look(exchange -> exchange.answer(500), 200), "500");
    }

    @Test
    void isBadWhenNobodyListens() throws Exception {
        int port;
        try (var gone = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> exchange.answer(200))) {
            port = gone.port();
        }

        assertThat(look(port, 200)).isInstanceOf(Health.Report.Failed.class);
    }

    @Test
    void isBadWhenNoAnswerComes() throws Exception {
        var letGo = new CountDownLatch(1);
        try (var server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> {
            try {
                letGo.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        })) {
            assertThat(look(server.port(), 200)).isInstanceOf(Health.Report.Failed.class);
            letGo.countDown();
        }
    }

    /** What it says besides is not read. */
    @Test
    void isGoodHoweverMuchItSays() throws Exception {
        var much = new byte[200_000];

        assertThat(look(
                        exchange -> exchange.answer(200, Headers.contentType("text/plain"), ByteBuffer.wrap(much)),
                        200))
                .isEqualTo(new Health.Report.Answered());
    }
}
