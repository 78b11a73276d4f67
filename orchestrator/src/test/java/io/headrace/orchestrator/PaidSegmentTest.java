package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.Ping;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PingPong;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything about money on the segment's way in and out; recorded exchanges of section D are named where they are met. */
class PaidSegmentTest {

    private final PaidSetup setup = new PaidSetup();
    private final EagerWorkshop workshop = new EagerWorkshop();
    private LocalOrchestrator orchestrator;
    private TestGateway gateway;
    private OrchestratorInfo info;
    private AuthToken token;

    @BeforeEach
    void start() throws Exception {
        orchestrator = LocalOrchestrator.paid(workshop, setup.billing);
        gateway = new TestGateway(orchestrator, setup.gateway);
        info = gateway.info();
        token = info.token().orElseThrow();
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    @Test
    void quotesItsPriceAndOffersTickets() {
        assertThat(info.price()).contains(PaidSetup.PRICE);
        assertThat(info.address()).isEqualTo(setup.orchestrator.address());
        assertThat(params().expectedValue()).isGreaterThanOrEqualTo(Credit.of(PaidSetup.TICKET_VALUE));
    }

    @Test
    void worksForTicketsAndSignsWhatItMade() throws Exception {
        var result = transcoded(pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1, 2)));

        var order = workshop.orders.getFirst();
        var hash = Keccak.hash(EagerWorkshop.bytes(order, TestGateway.PROFILE));
        var signed = TranscodeResult.signingHash(List.of(hash));
        assertThat(Signatures.signedBy(
                        setup.orchestrator.address(), signed, result.signature().orElseThrow()))
                .isTrue();
    }

    @Test
    void chargesTheRealPixelsAtThePinnedPrice() throws Exception {
        pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1, 2)).readAll();

        assertThat(setup.payments.fees).containsExactly(PaidSetup.PRICE.times(320L * 180 * EagerWorkshop.FRAMES));
        assertThat(setup.facts)
                .filteredOn(WorkFact.UnitCharged.class::isInstance)
                .hasSize(1);
    }

    @Test
    void chargesNothingForWorkThatFailed() throws Exception {
        workshop.does(order -> new io.headrace.admission.Outcome.Impossible(EagerWorkshop.WORKER, "Invalid argument"));

        var result = TestGateway.result(pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1)));

        assertThat(((TranscodeResult.Failed) result).text()).isEqualTo("Invalid argument");
        assertThat(setup.payments.fees).isEmpty();
    }

    @Test
    void keepsWinnersBeforeItAnswers() throws Exception {
        var nonces = java.util.stream.LongStream.rangeClosed(1, 40).toArray();
        workshop.does(order -> {
            assertThat(setup.payments.winners).isNotEmpty();
            return EagerWorkshop.done(order);
        });

        transcoded(pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), nonces)));

        assertThat(setup.payments.kept).hasSize(1);
        assertThat(setup.payments.winners).hasSizeBetween(5, 35);
    }

    @Test
    void keepsThePriceOfTheFirstPaymentForItsSession() throws Exception {
        pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1)).readAll();
        setup.prices.change(Price.of(5000, 1), setup.senders.block);

        var second = transcoded(pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 2)));

        assertThat(second.info().orElseThrow().price()).contains(PaidSetup.PRICE);
        assertThat(gateway.info().price()).contains(Price.of(5000, 1));
    }

    @Test
    void refusesAPriceWithoutTickets() throws Exception { // D-024
        assertRefused(
                pay(Payment.withoutTickets(setup.gateway.address(), PaidSetup.PRICE)), 400, "Insufficient balance");
    }

    @Test
    void refusesToWorkForAStatedPriceOfNothing() throws Exception { // D-025, which the network's node accepts
        var answer = pay(Payment.withoutTickets(setup.gateway.address(), Price.FREE));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).startsWith("invalid expected price sent with payment err=");
        assertThat(workshop.orders).isEmpty();
    }

    @Test
    void refusesTicketsThatItHasSeen() throws Exception { // D-027
        pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1, 2)).readAll();

        assertRefused(
                pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1, 2)),
                400,
                "invalid ticket senderNonce: already seen sender=" + setup.gateway.address() + " nonce=2");
    }

    @Test
    void refusesTicketsForSomebodyElse() throws Exception { // D-028
        var foreign = with(setup.gateway.address(), params().randHash(), params().expirationBlock());

        assertRefused(
                pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, foreign, 1)), 400, "invalid ticket recipient");
    }

    @Test
    void refusesEverythingWhileItIsInactive() throws Exception { // D-028
        setup.senders.active = false;

        assertRefused(
                pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1)),
                400,
                "orchestrator " + setup.orchestrator.address() + " is inactive in round 2, cannot process payments");
    }

    @Test
    void refusesTicketsOfAnotherOfferOrAChangedOne() throws Exception { // D-029 to D-031
        var self = setup.orchestrator.address();
        var forged = with(self, Keccak.hash(), params().expirationBlock());
        var longer = with(self, params().randHash(), params().expirationBlock().add(BigInteger.ONE));

        for (var payment : List.of(
                TicketBook.payment(setup.gateway, PaidSetup.PRICE, forged, 1),
                TicketBook.payment(setup.gateway, PaidSetup.PRICE, longer, 1),
                TicketBook.payment(setup.gateway, Price.of(1011, 1), params(), 1))) {
            assertRefused(pay(payment), 400, "invalid recipientRand for ticket recipientRandHash");
        }
    }

    @Test
    void refusesAnExpiredOffer() throws Exception {
        setup.senders.block = params().expirationBlock().longValueExact();

        assertRefused(
                pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1)), 400, "TicketParams expired");
    }

    @Test
    void refusesTicketsThatTheSenderDidNotSign() throws Exception { // D-034
        var stranger = PaidSetup.key(3);
        var byStranger = TicketBook.payment(stranger, PaidSetup.PRICE, params(), 1);
        var batch = byStranger.batch();

        assertRefused(
                pay(new Payment(setup.gateway.address(), Optional.of(PaidSetup.PRICE), batch)),
                400,
                "invalid ticket signature");
    }

    @Test
    void refusesAPaymentOfNobody() throws Exception { // D-012, D-015, D-032, D-033
        for (var header : List.of("", encoded(payment -> payment.clearSender()))) {
            assertRefused(post(header), 403, "ErrSegSig");
        }
        assertRefused(
                post(PaymentCodec.encodeHeader(Payment.withoutTickets(EthAddress.ZERO, PaidSetup.PRICE))),
                403,
                "ErrSegSig");
    }

    @Test
    void refusesAPaymentThatLacksWhatNodesOfTheNetworkDieOf() throws Exception { // D-035, D-036, section 14, 16
        assertRefused(
                post(encoded(payment -> payment.clearExpectedPrice())),
                400,
                "invalid expected price sent with payment err=\"expected price is nil\"");
        assertRefused(
                post(encoded(payment -> payment.getExpectedPriceBuilder().setPixelsPerUnit(0))),
                400,
                "invalid expected price sent with payment err=\"pixels per unit is 0\"");
        assertRefused(post(encoded(payment -> payment.clearExpirationParams())), 400, "invalid ticket creation round");
    }

    @Test
    void refusesABrokenPayment() throws Exception { // D-014
        assertRefused(
                post(Base64.getEncoder().encodeToString(new byte[] {-1, -1, -1})),
                402,
                "protobuf unmarshal error: proto: cannot parse invalid wire-format data");
    }

    @Test
    void refusesWorkThatThePayerDidNotOrder() throws Exception { // D-045
        var payment = TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1);
        var stranger = gateway.credential(0, token).signedBy(PaidSetup.key(3));

        assertRefused(
                gateway.post("/segment", TestGateway.headers(stranger, Optional.of(payment)), TestGateway.MEDIA),
                403,
                "ErrSegSig");
    }

    @Test
    void refusesARequestWithoutASegmentHeader() throws Exception { // D-017
        assertRefused(gateway.post("/segment", Headers.contentType("video/MP2T"), TestGateway.MEDIA), 403, "ErrSegSig");
    }

    @Test
    void takesNothingFromASenderWhoseReserveIsTooSmall() throws Exception {
        setup.senders.maxFloat = Credit.ZERO;

        var answer = pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1));

        assertRefused(answer, 500, "Internal Server Error");
        assertThat(setup.payments.kept).isEmpty();
        assertThatThrownBy(gateway::info).hasMessageContaining("insufficient sender reserve");
    }

    @Test
    void takesNothingWhileTheChainCannotBeAsked() throws Exception {
        setup.senders.reachable = false;

        assertRefused(
                pay(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1)), 500, "Internal Server Error");
        assertThatThrownBy(gateway::info).hasMessageContaining("the chain cannot be asked");
        assertThat(orchestrator.await(WorkFact.UnitFailed.class).seq()).isZero();
    }

    @Test
    void freesWhatWasSetAsideWhenTheMediaIsWrong() throws Exception {
        var payment = TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1);
        var headers = TestGateway.headers(gateway.credential(0, token), Optional.of(payment));

        assertRefused(gateway.post("/segment", headers, new byte[] {1}), 403, "Forbidden");

        var again = pay(Payment.withoutTickets(setup.gateway.address(), PaidSetup.PRICE));
        assertThat(TestGateway.result(again)).isInstanceOf(TranscodeResult.Transcoded.class);
    }

    @Test
    void answersNobodyWhoDoesNotSign() { // D-040, D-041
        assertThatThrownBy(() -> gateway.stub().getOrchestrator(OrchestratorRequest.getDefaultInstance()))
                .hasMessage("UNKNOWN: Invalid orchestrator request: orchestrator req sig check failed");
    }

    @Test
    void signsPingsButNothingLongerThanAHash() {
        var answer = gateway.stub().ping(ping(new byte[32])).getValue().toByteArray();

        assertThat(Signatures.signer(Ping.signingHash(new byte[32]), Signature.of(answer)))
                .contains(setup.orchestrator.address());
        assertThatThrownBy(() -> gateway.stub().ping(ping(new byte[33]))).hasMessageContaining("INVALID_ARGUMENT");
    }

    @Test
    void takesAPaymentAloneAndRefreshesItsParams() throws Exception { // D-038, D-039
        var credential = gateway.signed(
                SegmentCredential.ofPayment(new ManifestId("live1"), Capabilities.request(TestGateway.NEEDED), token));
        var payment = TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1, 2);

        var answer = gateway.post("/payment", TestGateway.headers(credential, Optional.of(payment)), new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Content-Type")).contains("application/octet-stream");
        var told = PaymentResultCodec.decode(answer.readAll()).orElseThrow().orElseThrow();
        assertThat(told.token()).contains(token);
        var question = "{\"sender\":\"" + setup.gateway.address() + "\",\"manifest_id\":\"live1\"}";
        var refreshed = gateway.post(
                "/refresh-payment", Headers.NONE, question.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(TestGateway.text(refreshed))
                .contains("\"payment_params\":", "\"payment_url\":\"" + orchestrator.orchestrator.serviceUri());
    }

    private TicketParams params() {
        return info.ticketParams().orElseThrow();
    }

    private TicketParams with(EthAddress recipient, Hash256 randHash, BigInteger expirationBlock) {
        var params = params();
        return new TicketParams(
                recipient,
                params.faceValue(),
                params.winProb(),
                randHash,
                params.seed(),
                expirationBlock,
                params.creation());
    }

    private Answer pay(Payment payment) throws Exception {
        return post(PaymentCodec.encodeHeader(payment));
    }

    private Answer post(String payment) throws Exception {
        var headers = Headers.contentType("video/MP2T")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(gateway.credential(0, token)))
                .with(PaymentCodec.HEADER, payment);
        return gateway.post("/segment", headers, TestGateway.MEDIA);
    }

    /** A good payment but for what the test does to the message. */
    private String encoded(Consumer<io.headrace.wire.net.Payment.Builder> change) throws Exception {
        var good = PaymentCodec.encodeHeader(TicketBook.payment(setup.gateway, PaidSetup.PRICE, params(), 1));
        var message = io.headrace.wire.net.Payment.parseFrom(Base64.getDecoder().decode(good)).toBuilder();
        change.accept(message);
        return Base64.getEncoder().encodeToString(message.build().toByteArray());
    }

    private static PingPong ping(byte[] value) {
        return PingPong.newBuilder().setValue(ByteString.copyFrom(value)).build();
    }

    private static TranscodeResult.Transcoded transcoded(Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        return (TranscodeResult.Transcoded) TestGateway.result(answer);
    }

    private static void assertRefused(Answer answer, int status, String text) throws Exception {
        assertThat(TestGateway.text(answer)).isEqualTo(text + "\n");
        assertThat(answer.status()).isEqualTo(status);
    }
}
