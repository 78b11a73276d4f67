package io.headrace.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that leave HTTP, on both sides. */
class TunnelTest {
    private static final Headers SWITCH = Headers.of("Connection", "Upgrade").with("Upgrade", "websocket");
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
    private HttpServer plain;
    private HttpServer tls;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        plain = Loopback.plain(this::serve);
        tls = Loopback.tls(this::serve);
        client = Loopback.client();
    }

    @AfterEach
    void stop() {
        client.close();
        plain.close();
        tls.close();
    }

    /** Says everything back, and how it ended. */
    private void serve(Exchange exchange) throws IOException {
        if (exchange.path().equals("/no")) {
            exchange.refuse(403, "no tunnels here");
            return;
        }
        var idle = exchange.path().equals("/short") ? Duration.ofMillis(100) : PATIENT;
        try (var tunnel = exchange.upgrade(SWITCH.with("X-Said", "yes"), idle)) {
            var chunk = ByteBuffer.allocate(1_000);
            while (tunnel.read(chunk) >= 0) {
                tunnel.write(chunk.flip());
                chunk.clear();
            }
            endings.add("end");
        } catch (TransportException broken) {
            endings.add(broken.kind().name());
        }
    }

    private URI uri(String scheme, String path) {
        return scheme.equals("http") ? Loopback.http(plain, path) : Loopback.https(tls, path);
    }

    private Upgrade upgrade(URI uri, Duration idle) throws Exception {
        return client.upgrade(new HttpCall("GET", uri, SWITCH, HttpCall.Version.HTTP_1_1, Loopback.PATIENT), idle);
    }

    private Tunnel tunnel(URI uri, Duration idle) throws Exception {
        return upgrade(uri, idle) instanceof Upgrade.Switched(var headers, var tunnel)
                        && headers.first("X-Said").isPresent()
                ? tunnel
                : fail("declined");
    }

    private static String read(Tunnel tunnel, int bytes) throws IOException {
        var text = ByteBuffer.allocate(bytes);
        while (text.hasRemaining() && tunnel.read(text) >= 0) {
            // Until all of it is there.
        }
        return new String(text.array(), 0, text.position(), US_ASCII);
    }

    /** Whoever waits hears that it was too long; whoever comes later finds it closed. */
    private static boolean isOver(Tunnel tunnel) throws IOException {
        try {
            return tunnel.read(ByteBuffer.allocate(1)) < 0;
        } catch (TransportException failure) {
            return failure.kind() == TransportException.Kind.TOO_SLOW;
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void carriesBytesBothWaysUntilOneSideEnds(String scheme) throws Exception {
        try (var tunnel = tunnel(uri(scheme, "/echo"), PATIENT)) {
            tunnel.write(bytes("one"));
            assertThat(read(tunnel, 3)).isEqualTo("one");
            tunnel.write(bytes("two".repeat(10_000)));
            assertThat(read(tunnel, 30_000)).isEqualTo("two".repeat(10_000));
        }
        assertThat(endings.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void letsTheOtherSideFinishWhenOneHasNothingMoreToSay() throws Exception {
        try (var tunnel = tunnel(uri("http", "/echo"), PATIENT)) {
            tunnel.write(bytes("last"));
            tunnel.endOutput();

            assertThat(read(tunnel, 4)).isEqualTo("last");
            assertThat(tunnel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(endings.poll(20, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void losesNothingThatCameWithTheRequest() throws Exception {
        try (var peer = RawSocket.plain(plain.port())) {
            peer.send("GET /echo HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nearly");

            assertThat(peer.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            assertThat(peer.readUntil("early")).isEqualTo("early");
        }
    }

    @Test
    void givesTheAnswerOfAPeerThatDeclines() throws Exception {
        assertThat(upgrade(uri("http", "/no"), PATIENT))
                .isInstanceOfSatisfying(
                        Upgrade.Declined.class,
                        declined -> assertThat(declined.answer().status()).isEqualTo(403));
    }

    @Test
    void endsATunnelInWhichNobodySaysAnything() throws Exception {
        try (var tunnel = tunnel(uri("http", "/echo"), Duration.ofMillis(100))) {
            assertThat(isOver(tunnel)).isTrue();
        }
        try (var _ = tunnel(uri("http", "/short"), PATIENT)) {
            assertThat(endings.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void isClosedByWhoeverDoesNotWaitAnyMore() throws Exception {
        var tunnel = tunnel(uri("http", "/echo"), PATIENT);
        Thread.ofVirtual().start(tunnel::close);

        assertThatThrownBy(() -> {
                    if (tunnel.read(ByteBuffer.allocate(1)) < 0) {
                        throw new IOException("ended");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(endings.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void tellsWhenNobodyIsThere() throws Exception {
        var gone = uri("http", "/echo");
        plain.close();

        assertThatThrownBy(() -> upgrade(gone, PATIENT)).isInstanceOf(TransportException.class);
    }
}
