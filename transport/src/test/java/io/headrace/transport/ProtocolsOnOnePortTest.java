package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headrace.transport.HttpCall.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolsOnOnePortTest {
    private static final HttpHandler ECHO = exchange -> exchange.answer(
            200,
            Headers.contentType("text/plain").with("X-Method", exchange.method()),
            ByteBuffer.wrap(exchange.body().readAll(1_000_000)));

    private static final HttpHandler NAMES_HOST = exchange -> exchange.answer(
            200, "text/plain", exchange.headers().values("Host").toList().toString());

    @Test
    void speaksHttp11WithoutAlpn() throws Exception {
        try (var server = Loopback.tls(ECHO);
                var peer = RawSocket.tlsWithoutAlpn(server.port())) {
            assertThat(peer.negotiated()).isEmpty();

            peer.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void answersEveryVersionOverTls(Version version) throws Exception {
        try (var server = Loopback.tls(ECHO);
                var client = Loopback.client()) {
            var call = HttpCall.post(Loopback.https(server, "/echo"), Headers.NONE, Loopback.PATIENT)
                    .with(version);

            var answer = client.send(call, ByteBuffer.wrap("hello".getBytes(UTF_8)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("x-method")).contains("POST");
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void answersEveryVersionInPlainText(Version version) throws Exception {
        try (var server = Loopback.plain(ECHO);
                var client = Loopback.client()) {
            var call =
                    HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT).with(version);

            assertThat(client.send(call).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void tellsHandlersWhomAClientCalled(Version version) throws Exception {
        try (var server = Loopback.plain(NAMES_HOST);
                var client = Loopback.client()) {
            var call =
                    HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT).with(version);

            assertThat(new String(client.send(call).readAll(), UTF_8)).isEqualTo("[127.0.0.1:" + server.port() + "]");
        }
    }

    @Test
    void believesTheAuthorityMoreThanAHostBesideIt() throws Exception {
        try (var server = Loopback.plain(NAMES_HOST);
                var client = Loopback.client()) {
            var call = new HttpCall(
                    "GET",
                    Loopback.http(server, "/"),
                    Headers.of("Host", "elsewhere"),
                    Version.HTTP_2,
                    Loopback.PATIENT);

            assertThat(new String(client.send(call).readAll(), UTF_8)).doesNotContain("elsewhere");
        }
    }

    @Test
    void inventsNoHostForAClientThatNamesNone() throws Exception {
        try (var server = Loopback.plain(NAMES_HOST);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET / HTTP/1.0\r\n\r\n");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 200 OK").endsWith("[]");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void takesHeadersOf64Kilobytes(Version version) throws Exception {
        String payment = "A".repeat(64 * 1024);
        HttpHandler measures = exchange -> exchange.answer(
                200,
                "text/plain",
                "" + exchange.headers().first("Livepeer-Payment").orElse("").length());
        try (var server = Loopback.tls(measures);
                var client = Loopback.client()) {
            var call = HttpCall.post(
                            Loopback.https(server, "/segment"),
                            Headers.of("Livepeer-Payment", payment),
                            Loopback.PATIENT)
                    .with(version);

            assertThat(new String(client.send(call).readAll(), UTF_8)).isEqualTo("65536");
        }
    }

    @Test
    void takesALivePaymentWithoutAlpn() throws Exception {
        HttpHandler measures = exchange -> exchange.answer(
                200,
                "text/plain",
                exchange.headers().first("Livepeer-Payment").orElse("").length() + " "
                        + exchange.body().readAll(1_000).length);
        try (var server = Loopback.tls(measures);
                var peer = RawSocket.tlsWithoutAlpn(server.port())) {
            peer.send("POST /live-video-to-video HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
                    + "Livepeer-Payment: " + "A".repeat(20_268) + "\r\n\r\n{}");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 200 OK").endsWith("20268 2");
        }
    }

    @Test
    void refusesHeadersBeyondItsLimit() throws Exception {
        try (var server = Loopback.plain(ECHO);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + "A".repeat(200_000) + "\r\n\r\n");

            assertThat(peer.readUntil("\r\n")).contains("431");
        }
    }

    @Test
    void tellsHandlersPathQueryAndEmptyHeaders() throws Exception {
        HttpHandler describes = exchange -> exchange.answer(
                200,
                "text/plain",
                exchange.path() + " " + exchange.queryParameter("a").orElse("none") + " "
                        + exchange.headers().first("Livepeer-Payment"));
        try (var server = Loopback.plain(describes);
                var client = Loopback.client()) {
            var call = HttpCall.post(
                    Loopback.http(server, "/a%20b?a=1%202&b"), Headers.of("Livepeer-Payment", ""), Loopback.PATIENT);

            assertThat(new String(client.send(call).readAll(), UTF_8)).isEqualTo("/a b 1 2 Optional[]");
        }
    }

    @Test
    void letsNobodyClimbOutOfAPath() throws Exception {
        HttpHandler tells = exchange -> exchange.answer(200, "text/plain", exchange.path());
        try (var server = Loopback.plain(tells);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET /live/%2e%2e/../a/./b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(peer.readToEnd()).doesNotContain("..");
        }
    }

    @Test
    void refusesAQueryThatCannotBeRead() throws Exception {
        HttpHandler asks = exchange ->
                exchange.answer(200, "text/plain", exchange.queryParameter("a").orElse(""));
        try (var server = Loopback.plain(asks);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET /?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void doesNotBlameAPeerForWhatFailsBehindAHandler() throws Exception {
        HttpHandler asksAnother = _ -> {
            throw new TransportException(TransportException.Kind.TOO_SLOW, "another peer");
        };
        try (var server = Loopback.plain(asksAnother);
                var client = Loopback.client()) {
            assertThat(client.send(HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void carriesReadOnlyBuffersAndOneContentType() throws Exception {
        HttpHandler describes = exchange -> exchange.answer(
                200,
                Headers.contentType("video/mp2t"),
                ByteBuffer.wrap(("" + exchange.headers().values("Content-Type").toList()).getBytes(UTF_8))
                        .asReadOnlyBuffer());
        try (var server = Loopback.tls(describes);
                var client = Loopback.client()) {
            for (var version : Version.values()) {
                var call = HttpCall.post(
                                Loopback.https(server, "/"), Headers.contentType("video/MP2T"), Loopback.PATIENT)
                        .with(version);

                var answer = client.send(call, ByteBuffer.allocate(100_000).asReadOnlyBuffer());

                assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("[video/MP2T]");
                assertThat(answer.headers().values("content-type")).containsExactly("video/mp2t");
            }
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (var server = Loopback.plain(ECHO)) {
            var taken = HttpServerConfig.plain(Loopback.HOST, server.port());

            assertThat(catchThrowableOfType(TransportException.class, () -> HttpServer.start(taken, ECHO)))
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .extracting(TransportException::kind)
                    .isEqualTo(TransportException.Kind.CANNOT_LISTEN);
        }
    }

    @Test
    void answers500WhenAHandlerFailsAndDoesNotSayWhy() throws Exception {
        HttpHandler broken = _ -> {
            throw new IOException("the secret reason");
        };
        try (var server = Loopback.plain(broken);
                var client = Loopback.client()) {
            var answer = client.send(HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("Internal Server Error\n");
        }
    }
}
