package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.headrace.crypto.Keccak;
import io.headrace.transport.Headers;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PingPong;
import io.headrace.wire.net.SegData;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gateway asked of an existing orchestrator from N-001 to N-014, asked of ours with our media. */
class RecordedLimitsReplayTest {

    private LocalOrchestrator orchestrator;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        orchestrator = LocalOrchestrator.offChain(new EagerWorkshop());
        gateway = new TestGateway(orchestrator);
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    private static byte[] message(RecordedExchange recorded) {
        return recorded.request().grpcMessages().getFirst();
    }

    @Test
    void answersAPing() throws Exception {
        var recorded = RecordedExchanges.named("N-001");

        var answer = gateway.stub().ping(PingPong.parseFrom(message(recorded)));

        assertThat(answer.toByteArray())
                .isEqualTo(recorded.response().grpcMessages().getFirst());
    }

    @Test
    void tellsWhatItOffersToWhoeverSaysNothing() throws Exception {
        var recorded = RecordedExchanges.named("N-003");

        var answer = gateway.stub().getOrchestrator(OrchestratorRequest.parseFrom(message(recorded)));

        var ours = OrchestratorInfoCodec.decode(answer).orElseThrow();
        var theirs = OrchestratorInfoCodec.decode(io.headrace.wire.net.OrchestratorInfo.parseFrom(
                        recorded.response().grpcMessages().getFirst()))
                .orElseThrow();
        assertThat(ours.token().isPresent()).isEqualTo(theirs.token().isPresent());
        assertThat(ours.ticketParams()).isEqualTo(theirs.ticketParams());
        assertThat(answer.getAddress()).isEqualTo(ByteString.copyFrom(new byte[20]));
    }

    @ParameterizedTest
    @CsvSource({"N-009, headername", "N-014, second"})
    void transcodesASegmentAndKeepsItsRenditionToBeFetched(String id, String stream) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var header = recorded.request().header(SegmentCredentialCodec.HEADER).orElseThrow();

        var answer = gateway.post(
                "/segment",
                Headers.contentType("video/MP2T")
                        .with(SegmentCredentialCodec.HEADER, anew(header))
                        .with("Livepeer-Payment", ""),
                TestGateway.MEDIA);

        assertThat(answer.status()).isEqualTo(recorded.status());
        var done = (TranscodeResult.Transcoded) TestGateway.result(answer);
        var theirs = io.headrace.wire.net.TranscodeResult.parseFrom(
                recorded.response().body().orElseThrow());
        assertThat(done.renditions()).hasSize(theirs.getData().getSegmentsCount());
        var url = done.renditions().getFirst().url();
        assertThat(path(List.of(url.split("/"))))
                .isEqualTo(path(List.of(theirs.getData().getSegments(0).getUrl().split("/"))));
        var fetched = gateway.get(url);
        assertThat(fetched.status()).isEqualTo(RecordedExchanges.named("N-010").status());
        assertThat(new String(fetched.readAll(), StandardCharsets.UTF_8)).startsWith("0 of ");
        assertThat(SegData.parseFrom(Base64.getDecoder().decode(header))
                        .getManifestId()
                        .toStringUtf8())
                .isEqualTo(stream);
    }

    /** Without the address and the session, which is new. */
    private static List<String> path(List<String> url) {
        return url.subList(5, url.size());
    }

    /** The recorded header with our session's token in it, and the hash of what we send. */
    private String anew(String header) throws Exception {
        var message = SegData.parseFrom(Base64.getDecoder().decode(header)).toBuilder();
        var token = gateway.token();
        message.setHash(ByteString.copyFrom(Keccak.hash(TestGateway.MEDIA).bytes()));
        message.getAuthTokenBuilder()
                .setToken(ByteString.copyFrom(token.token().toByteArray()))
                .setSessionId(token.sessionId())
                .setExpiration(token.expiration().getEpochSecond());
        return Base64.getEncoder().encodeToString(message.build().toByteArray());
    }
}
