package io.headrace.orchestrator.runner.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose payment it is, and for which session. */
class RunnerPapersTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SessionTokens tokens =
            new SessionTokens(new AuthTokens(new byte[32]), SecretSource.system(), () -> now.get());
    private final RunnerPapers papers = new RunnerPapers(Signatures::signedBy, tokens);
    private final Purse purse = new Purse(Price.of(1, 1));
    private final AuthToken token = tokens.of("s");

    private Payment promise() {
        return Payment.withoutTickets(purse.setup.gateway.address(), Price.of(1, 1));
    }

    private Headers good() {
        return purse.headers(promise(), token, "s");
    }

    private static void isBad(RunnerPapers.Verdict verdict, int status, String text) {
        assertThat(verdict).isInstanceOfSatisfying(RunnerPapers.Verdict.Bad.class, bad -> {
            assertThat(bad.status()).isEqualTo(status);
            assertThat(bad.text()).containsIgnoringCase(text);
        });
    }

    @Test
    void areGoodFromWhoSignedThemForItsOwnToken() {
        assertThat(papers.check(good())).isInstanceOfSatisfying(RunnerPapers.Verdict.Good.class, found -> {
            assertThat(found.sender()).isEqualTo(purse.setup.gateway.address());
            assertThat(found.session()).isEqualTo("s");
        });
    }

    @Test
    void areMissingWhenNeitherHeaderIsThere() {
        assertThat(papers.check(Headers.of("X-Other", "1"))).isEqualTo(new RunnerPapers.Verdict.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "AAAA", "////"})
    void areRefusedWhenThePaymentCannotBeRead(String garbage) {
        var headers = Headers.of(PaymentCodec.HEADER, garbage)
                .with(
                        SegmentCredentialCodec.HEADER,
                        good().first(SegmentCredentialCodec.HEADER).orElseThrow());

        isBad(papers.check(headers), 402, "");
    }

    @Test
    void areRefusedWhenOnlyOneHeaderIsThere() {
        var payment = good().first(PaymentCodec.HEADER).orElseThrow();

        assertThat(papers.check(Headers.of(PaymentCodec.HEADER, payment))).isInstanceOf(RunnerPapers.Verdict.Bad.class);
    }

    @Test
    void areRefusedOfNobody() {
        var nobody = Payment.withoutTickets(EthAddress.ZERO, Price.of(1, 1));

        isBad(papers.check(purse.headers(nobody, token, "s")), 403, "ErrSegSig");
    }

    @Test
    void areRefusedOfWhoDidNotSign() {
        var stranger = Payment.withoutTickets(PaidSetup.key(9).address(), Price.of(1, 1));

        isBad(papers.check(purse.headers(stranger, token, "s")), 403, "ErrSegSig");
    }

    @Test
    void areRefusedWithATokenThatSomebodyElseMade() {
        var forged = new AuthTokens(new byte[] {1}).issue("s", Instant.EPOCH.plusSeconds(60));

        isBad(papers.check(purse.headers(promise(), forged, "s")), 403, "invalid auth token");
    }

    @Test
    void areRefusedForAnotherSessionThanTheTokens() {
        isBad(papers.check(purse.headers(promise(), token, "other")), 403, "different sessions");
    }

    @Test
    void openNothingWithATokenThatIsTooOldAndPayForWhatIsOpenAllTheSame() {
        var headers = good();

        now.set(Instant.EPOCH.plus(SessionTokens.LIFE).plus(Duration.ofSeconds(1)));

        isBad(papers.check(headers), 403, "expired auth token");
        assertThat(papers.checkFollowing(headers, "s")).isInstanceOf(RunnerPapers.Verdict.Good.class);
    }

    @Test
    void payForNoOtherSessionThanTheOneThatIsOpen() {
        isBad(papers.checkFollowing(good(), "another"), 403, "another session");
    }

    @Test
    void areRefusedWithoutAPayment() {
        var credential = SegmentCredential.ofPayment(new ManifestId("s"), Capabilities.NONE, token)
                .signedBy(purse.setup.gateway);
        var headers = Headers.of(PaymentCodec.HEADER, "")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential));

        assertThat(papers.check(headers)).as("nor without a sender").isInstanceOf(RunnerPapers.Verdict.Bad.class);
    }

    @Test
    void areTakenOffBeforeARequestIsPassedOn() {
        assertThat(RunnerPapers.isHeader("livepeer-payment")).isTrue();
        assertThat(RunnerPapers.isHeader("LIVEPEER-SEGMENT")).isTrue();
        assertThat(RunnerPapers.isHeader("Livepeer-Session-Id")).isFalse();
    }
}
