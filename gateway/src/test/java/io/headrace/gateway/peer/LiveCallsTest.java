package io.headrace.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.gateway.peer.OrchestratorPeer.LiveCall;
import io.headrace.gateway.peer.OrchestratorPeer.PaymentCall;
import io.headrace.gateway.realtime.session.SessionNeeds;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.ManifestId;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.wire.AuthToken;
import io.headrace.wire.Decoded;
import io.headrace.wire.OpaqueBytes;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.realtime.SessionRequest;
import io.headrace.wire.realtime.SessionRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveCallsTest {

    private static final PrivateKey KEY = PrivateKey.of(Hash256.of(BigInteger.valueOf(5)));
    private static final AuthToken TOKEN =
            new AuthToken(OpaqueBytes.of(new byte[] {1}), "session", Instant.parse("2030-01-01T00:00:00Z"));
    private static final SegmentCredential CREDENTIAL =
            SegmentCredential.ofPayment(new ManifestId("35_noop"), SessionNeeds.of("noop"), TOKEN);
    private static final SessionRequest REQUEST = new SessionRequest("noop", "{\"a\":1}", "job", "stream", true);

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final LiveCalls calls = new LiveCalls(client, new ChannelRules(LiveCallsTest::addresses));
    private Optional<HttpServer> server = Optional.empty();

    private static List<InetAddress> addresses(String host) {
        return List.of(InetAddress.ofLiteral(host.equals("elsewhere.test") ? "93.184.215.14" : host));
    }

    private URI serving(Route.Handler live, Route.Handler payment) throws IOException {
        var routes = Router.of(Route.of("POST", SessionRequestCodec.PATH, live), Route.of("POST", "/payment", payment));
        server = Optional.of(HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), routes));
        return URI.create("http://127.0.0.1:" + server.get().port());
    }

    @AfterEach
    void stop() {
        server.ifPresent(HttpServer::close);
        client.close();
    }

    @Test
    void startsASessionWithItsPaymentAndCompletesAddresses() throws Exception {
        var service = serving(LiveCallsTest::starts, LiveCallsTest::gone);

        var answer = calls.start(new LiveCall(
                service, CREDENTIAL, Optional.of(Payment.withoutTickets(KEY.address(), Price.of(1, 1))), REQUEST));

        assertThat(answer.manifestId()).isEqualTo("m1");
        assertThat(answer.channels().input().url()).isEqualTo(service + "/ai/trickle/m1");
        assertThat(answer.channels().output().url()).isEqualTo("http://93.184.215.14:8935/ai/trickle/m1-out");
        assertThat(answer.channels().control().url()).isEqualTo(service + "/ai/trickle/m1-control");
    }

    private static void starts(Exchange exchange, Object path) throws IOException {
        assertThat(exchange.headers().first("Authorization")).contains("Livepeer-AI-Worker-1.0");
        var payment = PaymentCodec.decodeHeader(
                exchange.headers().first(PaymentCodec.HEADER).orElseThrow());
        assertThat(payment).isInstanceOf(Decoded.Value.class);
        assertThat(exchange.headers().first(SegmentCredentialCodec.HEADER)).isPresent();
        assertThat(request(exchange)).isEqualTo(REQUEST);
        exchange.answer(200, "application/json", """
                {"publish_url":"/ai/trickle/m1","subscribe_url":"http://elsewhere.test:8935/ai/trickle/m1-out",\
                "control_url":"https:///ai/trickle/m1-control","events_url":"/ai/trickle/m1-events","manifest_id":"m1"}""");
    }

    private static SessionRequest request(Exchange exchange) throws IOException {
        try {
            return SessionRequestCodec.decode(new String(exchange.body().readAll(10_000), StandardCharsets.UTF_8));
        } catch (UnreadableException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void saysWhyASessionWasNotStarted() throws Exception {
        var service = serving((exchange, _) -> exchange.refuse(503, "insufficient capacity"), LiveCallsTest::gone);

        var refused = refusal(service);

        assertThat(refused.reason()).isEqualTo(Reason.CAPPED);
        assertThat(refused).hasMessageContaining("503").hasMessageContaining("insufficient capacity");
    }

    @Test
    void refusesAnAnswerWithoutChannels() throws Exception {
        var service = serving(
                (exchange, _) -> exchange.answer(200, "application/json", "{\"manifest_id\":\"m1\"}"),
                LiveCallsTest::gone);

        assertThat(refusal(service).reason()).isEqualTo(Reason.SESSION_REFUSED);
    }

    @Test
    void refusesChannelsThatAreElsewhere() throws Exception {
        var service = serving((exchange, _) -> exchange.answer(200, "application/json", """
                        {"publish_url":"http://10.0.0.1/a","subscribe_url":"/b","control_url":"/c","events_url":"/d",\
                        "manifest_id":"m1"}"""), LiveCallsTest::gone);

        var refused = refusal(service);

        assertThat(refused.reason()).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(refused).hasMessageContaining("http://10.0.0.1/a");
    }

    @Test
    void knowsThatNothingWasSentToWhomItCannotReach() {
        var refused = refusal(URI.create("http://127.0.0.1:1"));

        assertThat(refused.reason()).isEqualTo(Reason.PEER_LOST);
        assertThat(refused.sent()).isEqualTo(PeerException.Sent.NOTHING);
    }

    @Test
    void paysAndHearsWhatIsAskedNow() throws Exception {
        var info = OrchestratorInfo.offChain("http://127.0.0.1:8935", SessionNeeds.of("noop"), TOKEN);
        var service = serving(LiveCallsTest::never, (exchange, _) -> {
            assertThat(exchange.headers().first(PaymentCodec.HEADER)).isPresent();
            exchange.answer(
                    200,
                    Headers.contentType("application/octet-stream"),
                    ByteBuffer.wrap(PaymentResultCodec.encode(info)));
        });

        var answer = calls.pay(payment(service));

        assertThat(answer).map(OrchestratorInfo::serviceUri).contains("http://127.0.0.1:8935");
    }

    @Test
    void saysWhyAPaymentWasNotTaken() throws Exception {
        var service = serving(LiveCallsTest::never, (exchange, _) -> exchange.refuse(400, "TicketParams expired"));

        var refused = catchThrowableOfType(PeerException.class, () -> calls.pay(payment(service)));

        assertThat(refused.reason()).isEqualTo(Reason.PARAMS_EXPIRED);
        assertThat(refused.sent()).isEqualTo(PeerException.Sent.PERHAPS);
    }

    private static void never(Exchange exchange, Object path) throws IOException {
        exchange.refuse(500, "not asked for");
    }

    private static void gone(Exchange exchange, Object path) throws IOException {
        exchange.refuse(410, "not here");
    }

    private PeerException refusal(URI service) {
        return catchThrowableOfType(
                PeerException.class, () -> calls.start(new LiveCall(service, CREDENTIAL, Optional.empty(), REQUEST)));
    }

    private static PaymentCall payment(URI service) {
        return new PaymentCall(service, CREDENTIAL, Payment.withoutTickets(KEY.address(), Price.of(1, 1)));
    }
}
