package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.live.PictureStream;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.RawConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded session, from E-071 to E-113: what its gateway and its runner sent, sent to an orchestrator of ours. */
class ServesAnExistingGatewayTest {

    private final PaidSetup setup = new PaidSetup();
    private final PlayedRunners runners = new PlayedRunners(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final byte[] media = media();
    private LocalOrchestrator orchestrator;
    private ExistingGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        orchestrator = LocalOrchestrator.live(
                runners,
                setup.billing,
                _ -> OrchestratorConfig.listening(HttpServerConfig.tls("127.0.0.1", 0, certificate)));
        gateway = new ExistingGateway(orchestrator, setup);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        for (var each : open) {
            each.close();
        }
        orchestrator.close();
    }

    @Test
    void fromItsFirstQuestionToItsLast() throws Exception {
        var offer = offer();
        var session = session(gateway.start(named("E-072"), offer));
        var control = begun("E-074", session, "-control/0");
        assertThat(whole("E-076", session, "-events/0", body("E-076"))).isEqualTo(200);
        var event = begun("E-079", session, "-events/-1");
        var output = begun("E-080", session, "-out/-1");

        assertThat(whole("J-018", session, "/0", media)).isEqualTo(200);
        var input = begun("E-085", session, "/1");
        assertThat(whole("E-081", session, "/1", media)).isEqualTo(200);
        assertThat(input.answer().body()).isEqualTo(media);
        assertThat(whole("E-083", session, "-out/0", media)).isEqualTo(200);
        assertThat(output.answer().body()).isEqualTo(media);
        assertThat(whole("E-089", session, "-events/1", body("E-089"))).isEqualTo(200);
        assertThat(event.answer().body()).isEqualTo(body("E-089"));
        assertThat(whole("E-077", session, "-control/0", body("E-077"))).isEqualTo(200);
        assertThat(control.answer().body()).isEqualTo(body("E-077"));

        // What was offered is paid once; each payment is answered with what the next one is made to.
        var again = gateway.pay(named("E-091"), offer(), session.manifestId());
        assertThat(again.status()).isEqualTo(200);
        var update = begun("E-099", session, "-control/1");
        assertThat(whole("E-093", session, "-control/1", body("E-093"))).isEqualTo(200);
        assertThat(update.answer().body()).isEqualTo(body("E-093"));
        assertThat(gateway.pay(named("E-102"), told(again), session.manifestId())
                        .status())
                .isEqualTo(200);

        var last = begun("E-110", session, "-events/2");
        assertThat(whole("E-111", session, "-control", new byte[0])).isEqualTo(200);
        assertThat(whole("E-112", session, "", new byte[0])).isEqualTo(200);
        assertThat(last.answer().header("lp-trickle-closed")).contains("terminated");
        assertThat(orchestrator.await(WorkFact.LiveEnded.class).code()).isEqualTo("gateway-left");
        assertThat(whole("E-113", session, "-events/2", body("E-113"))).isEqualTo(404);
        assertThat(runners.cancelled).hasSize(1);
    }

    /** Who comes late starts with the oldest that is kept; an existing gateway asks for the next one, and misses it. */
    @Test
    void keepsAnEventThatWasPostedBeforeTheGatewaySubscribed() throws Exception {
        var session = session(gateway.start(named("E-072"), offer()));
        assertThat(whole("E-076", session, "-events/0", body("E-076"))).isEqualTo(200);

        assertThat(begun("E-090", session, "-events/0").answer().body()).isEqualTo(body("E-076"));
        assertThat(begun("E-090", session, "-events/-2").answer().body()).isEqualTo(body("E-076"));
    }

    /** By HTTP/1.1, as clients do that know no ALPN, with a payment of 210 tickets. */
    @Test
    void startsASessionOverTlsWithoutAlpn() throws Exception {
        var head = new LinkedHashMap<>(named("G-097").request().headers());
        head.put("Content-Length", "" + body("E-072").length);
        head.putAll(gateway.papers(named("E-072"), offer()));
        assertThat(head.getOrDefault("livepeer-payment", "")).hasSizeGreaterThan(20_000);

        var answer = connected()
                .send("POST", "/live-video-to-video", head)
                .send(body("E-072"))
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(whole("J-018", session(answer), "/0", media)).isEqualTo(200);
    }

    private OrchestratorInfo offer() {
        return new LiveGateway(orchestrator, setup.gateway).info();
    }

    private static OrchestratorInfo told(RawAnswer answer) {
        return PaymentResultCodec.decode(answer.body()).orElseThrow().orElseThrow();
    }

    private static SessionAnswer session(RawAnswer answer) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return SessionAnswerCodec.decode(answer.text());
    }

    private static RecordedExchange named(String id) {
        return RecordedExchanges.named(id);
    }

    private static byte[] body(String id) {
        return named(id).request().body().orElseThrow();
    }

    private static byte[] media() {
        var segment = new PictureStream().segment(30);
        var bytes = new byte[segment.remaining()];
        segment.get(bytes);
        return bytes;
    }

    private RawConnection connected() throws Exception {
        var connection = RawConnection.tls(
                URI.create(orchestrator.orchestrator.serviceUri()).getPort());
        open.add(connection);
        return connection;
    }

    /** A recorded request, of which the answer may take its time. */
    private RawConnection begun(String id, SessionAnswer session, String rest) throws Exception {
        return connected().head(named(id).request(), path(session, rest));
    }

    /** One that is answered when all of it was sent; the status of the answer. */
    private int whole(String id, SessionAnswer session, String rest, byte[] body) throws Exception {
        return connected().ask(named(id).request(), path(session, rest), body).status();
    }

    private static String path(SessionAnswer session, String rest) {
        return URI.create(session.channels().input().url()).getPath() + rest;
    }
}
