package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.Ticket;
import io.headrace.wire.RecordedExchanges.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What gateways of the network paid, for transcoding and for other pipelines: every byte of it, and what it says. */
class RecordedPaymentsTest {

    private static final EthAddress ORCHESTRATOR = EthAddress.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    private static final EthAddress GATEWAY = EthAddress.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");

    static Stream<RecordedExchange> paid() {
        return Stream.of(
                        Recording.PAID,
                        Recording.MISBEHAVING,
                        Recording.PRICES,
                        Recording.LIVE_SESSION,
                        Recording.SIGNED_ELSEWHERE)
                .flatMap(recording -> RecordedExchanges.of(recording).stream())
                .filter(exchange -> exchange.direction().equals("gateway -> orchestrator"))
                .filter(exchange -> !header(exchange).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("paid")
    void writesWhatItReadToTheSameBytes(RecordedExchange exchange) {
        assertThat(PaymentCodec.encodeHeader(payment(exchange))).isEqualTo(header(exchange));
    }

    @ParameterizedTest
    @MethodSource("paid")
    void readsTicketsThatTheirSenderSigned(RecordedExchange exchange) {
        var payment = payment(exchange);

        assertThat(payment.sender()).isEqualTo(GATEWAY);
        assertThat(payment.price()).isPresent();
        payment.batch().ifPresent(batch -> {
            assertThat(batch.params().recipient()).isEqualTo(ORCHESTRATOR);
            assertThat(batch.stubs())
                    .allSatisfy(stub -> assertThat(Signatures.signedBy(
                                    GATEWAY,
                                    Ticket.of(batch.params(), GATEWAY, stub.senderNonce(), batch.creation())
                                            .hash(),
                                    stub.signature()))
                            .isTrue());
        });
    }

    @Test
    void knowsTheSessionOfEachPaymentByItsCredential() {
        assertThat(paid())
                .allSatisfy(exchange -> assertThat(SegmentCredentialCodec.decodeHeader(exchange.request()
                                        .header(SegmentCredentialCodec.HEADER)
                                        .orElseThrow())
                                .orElseThrow()
                                .isSignedBy(GATEWAY, Signatures::signedBy))
                        .isTrue());
    }

    @Test
    void readsOffersAndPricesOfEveryPaidAnswer() throws Exception {
        int seen = 0;
        for (var exchange : asked()) {
            for (byte[] bytes : exchange.response().grpcMessages()) {
                var message = io.headrace.wire.net.OrchestratorInfo.parseFrom(bytes);
                var info = OrchestratorInfoCodec.decode(message).orElseThrow();
                var again = OrchestratorInfoCodec.encode(info);

                assertThat(again.getTicketParams()).as(exchange.id()).isEqualTo(message.getTicketParams());
                assertThat(again.getPriceInfo().toByteArray())
                        .isEqualTo(message.getPriceInfo().toByteArray());
                assertThat(again.getCapabilitiesPricesList()).isEqualTo(message.getCapabilitiesPricesList());
                assertThat(info.price().map(Price::portable)).isEqualTo(info.price());
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(5);
    }

    private static List<RecordedExchange> asked() {
        var all = new ArrayList<RecordedExchange>();
        for (var recording : List.of(Recording.MISBEHAVING, Recording.PRICES)) {
            RecordedExchanges.of(recording).stream()
                    .filter(exchange -> exchange.path().equals("/net.Orchestrator/GetOrchestrator"))
                    .forEach(all::add);
        }
        return all;
    }

    private static Payment payment(RecordedExchange exchange) {
        return PaymentCodec.decodeHeader(header(exchange)).orElseThrow();
    }

    private static String header(RecordedExchange exchange) {
        return Optional.of(exchange.request())
                .flatMap(request -> request.header(PaymentCodec.HEADER))
                .orElse("");
    }
}
