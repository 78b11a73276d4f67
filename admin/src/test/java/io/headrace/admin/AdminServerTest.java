package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.join.Witnesses;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpCall.Limits;
import io.headrace.transport.HttpCall.Version;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminServerTest {

    private static final Limits PATIENT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1_000_000);

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        server = AdminServer.start(AdminConfig.local(0, FakeNode.TOKEN), new FakeNode().parts(Witnesses.NONE));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void answersCallsToThisMachineInEveryVersion(Version version) throws Exception {
        var call = HttpCall.get(URI.create("http://127.0.0.1:" + server.port() + "/healthz"), PATIENT);

        assertThat(client.send(call.with(version)).status()).isEqualTo(200);
    }

    @Test
    void refusesAForeignNameInEveryVersionThatCarriesOne() throws Exception {
        var call = new HttpCall(
                "GET",
                URI.create("http://127.0.0.1:" + server.port() + "/healthz"),
                Headers.of("Host", "evil.example"),
                Version.HTTP_1_1,
                PATIENT);

        assertThat(client.send(call).status()).isEqualTo(403);
    }
}
