package io.headrace.tricklehttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Headers;
import io.headrace.trickle.Seq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about every peer. */
@Timeout(90)
class EveryPeerConformanceTest {
    private Clients clients;

    @BeforeEach
    void start() throws Exception {
        clients = new Clients();
    }

    @AfterEach
    void stop() throws Exception {
        clients.close();
    }

    @Test
    @DisplayName("60. All: unknown response headers and HTTP header case differences are ignored")
    void ignoresCaseAndStrangeHeaders() throws Exception {
        try (var server = new ScriptedServer()
                        .then(
                                "/cam/-2",
                                exchange -> exchange.answer(
                                        200,
                                        Headers.of("lp-trickle-seq", "7").with("X-Strange", "yes"),
                                        Clients.bytes("x")));
                var subscriber = clients.subscriber(server.uri("cam"), Seq.LATEST)) {
            assertThat(Clients.arrived(subscriber).seq()).isEqualTo(7);
        }
        assertThat(clients.stage
                        .post("cam/0", "fresh", "lp-TRICKLE-reset: 1", "x-strange: yes")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("61. All: a subscriber sees a segment's first bytes before the publisher has finished")
    void relaysAtOnce() throws Exception {
        try (var publisher = clients.publisher(clients.stage.uri("cam"));
                var subscriber = clients.subscriber(clients.stage.uri("cam"), 0)) {
            var outgoing = publisher.next();
            outgoing.write(Clients.bytes("first"));
            var incoming = Clients.arrived(subscriber);
            assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("first");

            outgoing.write(Clients.bytes("second"));
            assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("second");
            outgoing.finish();
            assertThat(incoming.read()).isEmpty();
        }
    }

    @Test
    @DisplayName("62. All: a JSON control document written as one segment arrives as one segment, byte-identical")
    void keepsDocumentsWhole() throws Exception {
        var document = "{\"prompt\":\"" + "ü".repeat(50_000) + "\"}";
        try (var publisher = clients.publisher(clients.stage.uri("cam"));
                var subscriber = clients.subscriber(clients.stage.uri("cam"), 0)) {
            publisher.publish(Clients.bytes(document));

            assertThat(Clients.arrived(subscriber).readAll(200_000))
                    .asString(UTF_8)
                    .isEqualTo(document);
        }
    }
}
