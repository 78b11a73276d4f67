package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signatures;
import io.headrace.wire.RecordedExchanges.Recording;
import io.headrace.wire.net.Capabilities;
import io.headrace.wire.net.OrchestratorInfo;
import io.headrace.wire.net.SegData;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a remote signer of the existing network asks and gives. We have none (docs/limits.md), and its refusals are its own;
 * what it signs for a gateway is what ours sign themselves, byte for byte.
 */
class RecordedSignerTest {

    private static final EthAddress GATEWAY = EthAddress.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<RecordedExchange> asked() {
        return RecordedExchanges.of(Recording.SIGNER).stream()
                .filter(exchange -> exchange.request().bodyText().contains("\"orchestrator\":"));
    }

    private static JsonNode answer(String id) {
        return JSON.readTree(RecordedExchanges.named(id).response().bodyText());
    }

    /** Two more are garbled, or name no orchestrator. */
    @Test
    void questionsThatAreWholeAreThere() {
        assertThat(asked()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("asked")
    void writesTheOfferAndTheNeedsInAQuestionAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var question = JSON.readTree(exchange.request().bodyText());
        byte[] offer = base64(question, "orchestrator");
        byte[] needs = base64(question, "capabilities");

        assertThat(OrchestratorInfo.parseFrom(offer).toByteArray()).isEqualTo(offer);
        assertThat(Capabilities.parseFrom(needs).toByteArray()).isEqualTo(needs);
    }

    @ParameterizedTest
    @CsvSource({"J-012, J-013", "J-032, J-033"})
    void writesWhatAGatewayWasGivenAsItWasReadAndSent(String given, String sent) throws Exception {
        var payment = answer(given).path("payment").stringValue();
        var credential = answer(given).path("segCreds").stringValue();

        assertThat(PaymentCodec.encodeHeader(PaymentCodec.decodeHeader(payment).orElseThrow()))
                .isEqualTo(payment);
        byte[] credentialBytes = Base64.getDecoder().decode(credential);
        assertThat(SegData.parseFrom(credentialBytes).toByteArray()).isEqualTo(credentialBytes);
        assertThat(SegmentCredentialCodec.decodeHeader(credential)
                        .orElseThrow()
                        .isSignedBy(GATEWAY, Signatures::signedBy))
                .isTrue();
        var request = RecordedExchanges.named(sent).request();
        assertThat(request.header(PaymentCodec.HEADER)).contains(payment);
        assertThat(request.header(SegmentCredentialCodec.HEADER)).contains(credential);
    }

    @ParameterizedTest
    @ValueSource(strings = {"J-001", "J-009"})
    void signsRequestsForOffersAsOursAreSigned(String id) throws Exception {
        byte[] asked = RecordedExchanges.named("J-003").request().grpcMessages().getFirst();
        var request = InfoRequestCodec.decode(io.headrace.wire.net.OrchestratorRequest.parseFrom(asked))
                .orElseThrow();

        assertThat(request.gateway()).isEqualTo(GATEWAY);
        assertThat(request.isSigned(Signatures::signedBy)).isTrue();
        assertThat(request.signature().orElseThrow().toString())
                .isEqualTo(answer(id).path("signature").stringValue());
        assertThat(EthAddress.parse(answer(id).path("address").stringValue())).isEqualTo(GATEWAY);
    }

    private static byte[] base64(JsonNode document, String field) {
        return Base64.getDecoder().decode(document.path(field).stringValue());
    }
}
