package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Payment;
import io.headrace.wire.RecordedExchanges.Recording;
import io.headrace.wire.net.EndTranscodingSessionRequest;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.SegData;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What existing nodes mean survives our values: read, then written, it is the same message again. */
class RecordedMeaningTest {
    private static final EthAddress ORCHESTRATOR = EthAddress.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    private static final EthAddress GATEWAY = EthAddress.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    /** Two profiles of one name; no duration that a chain would sign; both are accepted there and refused here. */
    private static final Set<String> REFUSED_BY_US_ALONE = Set.of("A-129");
    /** On chain a missing header ends at the signature, which an orchestrator checks after decoding. */
    private static final Set<String> SAID_OTHERWISE_ON_CHAIN = Set.of("D-017");

    static Stream<RecordedExchange> units() {
        return Stream.concat(RecordedExchanges.to("/segment"), RecordedExchanges.to("/payment"));
    }

    @ParameterizedTest
    @MethodSource("units")
    void refusesTheHeadersThatWereRefusedWithTheSameWords(RecordedExchange exchange) {
        var refusal = refusal(exchange);

        if (refusal.isEmpty() || REFUSED_BY_US_ALONE.contains(exchange.id())) {
            return;
        }
        if (refusal.get().error().place() == PeerError.Place.RESULT) {
            var result = TranscodeResultCodec.decode(exchange.response().body().orElseThrow())
                    .orElseThrow();
            assertThat(((TranscodeResult.Failed) result).text())
                    .isEqualTo(refusal.get().text());
        } else if (!SAID_OTHERWISE_ON_CHAIN.contains(exchange.id())) {
            assertThat(exchange.status()).isEqualTo(refusal.get().status());
            assertThat(exchange.response().bodyText()).isEqualTo(refusal.get().text() + "\n");
        }
    }

    private static Optional<Refusal> refusal(RecordedExchange exchange) {
        var payment = PaymentCodec.decodeHeader(
                exchange.request().header(PaymentCodec.HEADER).orElse(""));
        if (payment instanceof Decoded.Refused<Payment>(Refusal refusal)) {
            return Optional.of(refusal);
        }
        var segment = SegmentCredentialCodec.decodeHeader(
                exchange.request().header(SegmentCredentialCodec.HEADER).orElse(""));
        return segment instanceof Decoded.Refused<SegmentCredential>(Refusal refusal)
                ? Optional.of(refusal)
                : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("units")
    void keepsTheMeaningOfSegmentHeaders(RecordedExchange exchange) throws Exception {
        String header = exchange.request().header(SegmentCredentialCodec.HEADER).orElse("");
        var decoded = SegmentCredentialCodec.decodeHeader(header).toOptional();
        if (decoded.isEmpty()) {
            return;
        }

        var again = SegmentCredentialCodec.encode(decoded.get());

        var before = SegData.parseFrom(Base64.getDecoder().decode(header));
        assertThat(withoutWhatWeIgnore(again)).isEqualTo(withoutWhatWeIgnore(before));
    }

    /** Colour depth and chroma are read by nobody; a malformed signature is none; constraints may be left out. */
    private static SegData withoutWhatWeIgnore(SegData message) {
        var builder = message.toBuilder();
        builder.getCapabilitiesBuilder().getConstraintsBuilder();
        builder.getFullProfilesBuilderList()
                .forEach(profile -> profile.clearColorDepth().clearChromaFormat());
        if (ProtoBytes.signature(message.getSig()).isEmpty()) {
            builder.clearSig();
        }
        return builder.setProfiles(SegmentCredentialCodec.NO_PRESETS).build();
    }

    @ParameterizedTest
    @MethodSource("units")
    void keepsTheMeaningOfPaymentHeaders(RecordedExchange exchange) throws Exception {
        String header = exchange.request().header(PaymentCodec.HEADER).orElse("");
        var decoded = PaymentCodec.decodeHeader(header).toOptional();
        if (decoded.isEmpty() || decoded.get().sender().isZero()) {
            return;
        }

        var again = PaymentCodec.encode(decoded.get());

        var before = io.headrace.wire.net.Payment.parseFrom(Base64.getDecoder().decode(header));
        // One test client left the round out, which reads as the round zero.
        var expected = before.hasTicketParams() && !before.hasExpirationParams()
                ? before.toBuilder()
                        .setExpirationParams(again.getExpirationParams())
                        .build()
                : before;
        assertThat(again).isEqualTo(expected);
    }

    @Test
    void keepsTheMeaningOfInfoRequestsAndTheirAnswers() throws Exception {
        for (var exchange :
                RecordedExchanges.to("/net.Orchestrator/GetOrchestrator").toList()) {
            for (byte[] bytes : exchange.request().grpcMessages()) {
                var request = OrchestratorRequest.parseFrom(bytes);
                var again =
                        InfoRequestCodec.encode(InfoRequestCodec.decode(request).orElseThrow());
                assertThat(again.getAddress().toByteArray())
                        .as(exchange.id())
                        .isEqualTo(ProtoBytes.of(ProtoBytes.address(request.getAddress(), ""))
                                .toByteArray());
                assertThat(again.getCapabilities().getBitstringList())
                        .isEqualTo(request.getCapabilities().getBitstringList());
                assertThat(again.hasCapabilities()).isEqualTo(request.hasCapabilities());
            }
            for (byte[] bytes : exchange.response().grpcMessages()) {
                var info = io.headrace.wire.net.OrchestratorInfo.parseFrom(bytes);
                assertThat(OrchestratorInfoCodec.encode(
                                OrchestratorInfoCodec.decode(info).orElseThrow()))
                        .as(exchange.id())
                        .isEqualTo(info.toBuilder().clearHardware().build());
            }
        }
    }

    @Test
    void keepsTheMeaningOfResults() throws Exception {
        for (var exchange : units().filter(one -> one.status() == 200).toList()) {
            byte[] bytes = exchange.response().body().orElse(new byte[0]);
            if (exchange.path().equals("/payment")) {
                var info = PaymentResultCodec.decode(bytes).orElseThrow().orElseThrow();
                assertThat(io.headrace.wire.net.PaymentResult.parseFrom(PaymentResultCodec.encode(info)))
                        .isEqualTo(io.headrace.wire.net.PaymentResult.parseFrom(bytes));
            } else if (bytes.length > 0) {
                var result = TranscodeResultCodec.decode(bytes).orElseThrow();
                assertThat(io.headrace.wire.net.TranscodeResult.parseFrom(TranscodeResultCodec.encode(result)))
                        .as(exchange.id())
                        .isEqualTo(withoutHardware(io.headrace.wire.net.TranscodeResult.parseFrom(bytes)));
            }
        }
    }

    /** What runs where is said by nodes with models, and read by nobody here. */
    private static io.headrace.wire.net.TranscodeResult withoutHardware(io.headrace.wire.net.TranscodeResult message) {
        var builder = message.toBuilder();
        if (message.hasInfo()) {
            builder.getInfoBuilder().clearHardware();
        }
        return builder.build();
    }

    @Test
    void keepsTheMeaningOfRegistrationsTasksAndEnds() throws Exception {
        for (var exchange :
                RecordedExchanges.to("/net.Transcoder/RegisterTranscoder").toList()) {
            for (byte[] bytes : exchange.request().grpcMessages()) {
                var registration =
                        WorkerCodec.decode(RegisterRequest.parseFrom(bytes)).orElseThrow();
                assertThat(registration.toString()).doesNotContain(registration.secret() + ",");
                if (RegisterRequest.parseFrom(bytes).hasCapabilities()) {
                    assertThat(WorkerCodec.encode(registration)).isEqualTo(RegisterRequest.parseFrom(bytes));
                }
            }
            for (byte[] bytes : exchange.response().grpcMessages()) {
                var task = NotifySegment.parseFrom(bytes);
                assertThat(WorkerCodec.encode(WorkerCodec.decode(task).orElseThrow()))
                        .isEqualTo(task);
            }
        }
        var end = EndTranscodingSessionRequest.parseFrom(
                RecordedExchanges.named("D-060").request().grpcMessages().getFirst());
        assertThat(EndSessionCodec.encode(EndSessionCodec.decode(end).orElseThrow()))
                .isEqualTo(end);
    }

    @Test
    void acceptsTheSignaturesOfThePaidRecording() {
        int accepted = 0;
        for (var exchange : RecordedExchanges.of(Recording.PAID)) {
            if (exchange.path().equals("/segment") && exchange.direction().equals("gateway -> orchestrator")) {
                var credential = SegmentCredentialCodec.decodeHeader(exchange.request()
                                .header(SegmentCredentialCodec.HEADER)
                                .orElseThrow())
                        .orElseThrow();
                assertThat(credential.isSignedBy(GATEWAY, Signatures::signedBy))
                        .as(exchange.id())
                        .isTrue();
                assertThat(credential.isSignedBy(ORCHESTRATOR, Signatures::signedBy))
                        .isFalse();
                accepted++;
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void tellsSignedInfoRequestsFromForgedOnes() throws Exception {
        assertThat(infoRequest("D-002").isSigned(Signatures::signedBy)).isTrue();
        assertThat(infoRequest("D-040").isSigned(Signatures::signedBy)).isFalse();
        assertThat(infoRequest("D-041").isSigned(Signatures::signedBy)).isFalse();
    }

    private static InfoRequest infoRequest(String id) throws Exception {
        var bytes = RecordedExchanges.named(id).request().grpcMessages().getFirst();
        return InfoRequestCodec.decode(OrchestratorRequest.parseFrom(bytes)).orElseThrow();
    }
}
