package io.headrace.orchestrator;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.net.Payment;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks our orchestrator what the network's own was asked for money, with our keys and our offer in place of those of the
 * recording, and holds the answers side by side: the status, and the meaning of the sentence to a peer.
 */
class RecordedPaidTest {

    /** What the test client did to an otherwise good payment of two tickets. */
    private static final Map<String, Consumer<Payment.Builder>> CASES = Map.ofEntries(
            entry("pay-ok-2-tickets", RecordedPaidTest::asItIs),
            entry("pay-replayed-nonces", RecordedPaidTest::asItIs),
            entry(
                    "pay-price-but-no-ticket",
                    payment -> payment.clearTicketParams()
                            .clearTicketSenderParams()
                            .clearExpirationParams()),
            entry(
                    "pay-wrong-recipient",
                    payment -> payment.getTicketParamsBuilder().setRecipient(payment.getSender())),
            entry(
                    "pay-commitment-mismatch",
                    payment -> payment.getTicketParamsBuilder().setRecipientRandHash(bytes(Keccak.hash()))),
            entry(
                    "pay-price-changed",
                    payment -> payment.getExpectedPriceBuilder()
                            .setPricePerUnit(payment.getExpectedPrice().getPricePerUnit() + 1)),
            entry(
                    "pay-expiry-changed",
                    payment -> payment.getTicketParamsBuilder()
                            .setExpirationBlock(ByteString.copyFrom(new byte[] {1, 44}))),
            entry("pay-zero-sender", payment -> payment.setSender(ByteString.copyFrom(new byte[EthAddress.LENGTH]))),
            entry("pay-missing-sender", Payment.Builder::clearSender),
            entry("seg-payment-nosender", Payment.Builder::clearSender),
            entry(
                    "pay-bad-ticket-sig",
                    payment -> payment.getTicketSenderParamsBuilder(0).setSenderNonce(77)),
            entry(
                    "pay-zero-denominator",
                    payment -> payment.getExpectedPriceBuilder().setPixelsPerUnit(0)));

    private final PaidSetup setup = new PaidSetup();
    private LocalOrchestrator orchestrator;
    private TestGateway gateway;
    private AuthToken token;
    private Payment good;

    static Stream<RecordedAnswer> cases() {
        return RecordedAnswer.all().stream()
                .filter(recorded -> !recorded.offChain() && CASES.containsKey(recorded.name()));
    }

    private static void asItIs(Payment.Builder payment) {}

    @BeforeEach
    void start() throws Exception {
        orchestrator = LocalOrchestrator.paid(new EagerWorkshop(), setup.billing);
        gateway = new TestGateway(orchestrator, setup.gateway);
        var info = gateway.info();
        token = info.token().orElseThrow();
        var payment = TicketBook.payment(
                setup.gateway, PaidSetup.PRICE, info.ticketParams().orElseThrow(), 1, 2);
        good = Payment.parseFrom(Base64.getDecoder().decode(PaymentCodec.encodeHeader(payment)));
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheNetworksNodeDid(RecordedAnswer recorded) throws Exception {
        if (recorded.name().equals("pay-replayed-nonces")) {
            post(good).readAll();
        }
        var payment = good.toBuilder();
        CASES.getOrDefault(recorded.name(), RecordedPaidTest::asItIs).accept(payment);

        var answer = post(payment.build());

        assertThat(answer.status()).isEqualTo(recorded.status());
        if (recorded.status() == 200) {
            assertThat(TestGateway.result(answer))
                    .isInstanceOfSatisfying(
                            TranscodeResult.Transcoded.class,
                            done -> assertThat(done.renditions()).hasSize(recorded.renditions()));
        } else {
            assertThat(meaning(answer.status(), TestGateway.text(answer)))
                    .isEqualTo(meaning(recorded.status(), recorded.answer()));
        }
    }

    /** There, a foreign recipient is looked up among the active before it is compared with oneself. */
    private static PeerError meaning(int status, String text) {
        var error = PeerError.ofAnswer(status, text);
        return error == PeerError.RECIPIENT_INACTIVE ? PeerError.TICKET_RECIPIENT : error;
    }

    private Answer post(Payment payment) throws Exception {
        var headers = Headers.contentType("video/MP2T")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(gateway.credential(0, token)))
                .with(PaymentCodec.HEADER, Base64.getEncoder().encodeToString(payment.toByteArray()));
        return gateway.post("/segment", headers, TestGateway.MEDIA);
    }

    private static ByteString bytes(Hash256 hash) {
        return ByteString.copyFrom(hash.bytes());
    }
}
