package io.headrace.payments.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Vectors;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OfferVectorsTest {

    static Stream<JsonNode> rands() {
        return Vectors.of("recipientRand");
    }

    static Stream<JsonNode> winProbs() {
        return Vectors.of("winProb");
    }

    static Stream<JsonNode> faceValues() {
        return Vectors.of("faceValue");
    }

    @ParameterizedTest
    @MethodSource("rands")
    void derivesTheNumberThatTheNetworksNodeWould(JsonNode vector) {
        var rands = new RecipientRand(hmac(vector), RecipientRand.Form.PLAIN);

        var rand = rands.of(input(vector));

        assertThat(rand).hasToString(vector.get("recipientRand").asString());
        assertThat(RecipientRand.commitment(rand))
                .hasToString(vector.get("recipientRandHash").asString());
    }

    @ParameterizedTest
    @MethodSource("winProbs")
    void choosesTheChanceThatTheNetworkWould(JsonNode vector) {
        var ticketValue = new Wei(number(vector, "ticketEV"));
        var faceValue = new Wei(number(vector, "faceValue"));
        if (!faceValue.isZero() && ticketValue.compareTo(faceValue) > 0) {
            assertThatThrownBy(() -> WinProb.worth(ticketValue, faceValue)).hasMessageContaining("No chance");
            return;
        }
        if (faceValue.isZero()) {
            assertThat(number(vector, "winProb")).isZero();
            return;
        }

        var winProb = WinProb.worth(ticketValue, faceValue);

        assertThat(winProb.threshold()).isEqualTo(number(vector, "winProb"));
        assertThat(winProb.expectedValue(faceValue))
                .isEqualTo(new Credit(number(vector, "evNumerator"), number(vector, "evDenominator")));
    }

    @ParameterizedTest
    @MethodSource("faceValues")
    void choosesTheFaceValueThatTheNetworkWould(JsonNode vector) {
        var rule = new RedemptionCostRule(
                new Wei(number(vector, "ticketEV")),
                number(vector, "redeemGas").longValueExact(),
                new Wei(number(vector, "maxFaceValue")));

        var terms = rule.terms(Credit.of(new Wei(number(vector, "maxFloat"))), new Wei(number(vector, "gasPrice")));

        switch (terms) {
            case TicketTerms.Lottery lottery ->
                assertThat(lottery.faceValue().amount()).isEqualTo(number(vector, "faceValue"));
            case TicketTerms.ReserveTooLow refusal ->
                assertThat(refusal.message()).isEqualTo(vector.get("error").asString());
        }
    }

    @Test
    void letsOneLocalTicketInTenWin() {
        var terms = new FixedMultipleRule(Wei.of(1_000), FixedMultipleRule.LOCAL_MULTIPLE)
                .terms(Credit.of(1_000_000), Wei.ZERO);

        assertThat(terms).isInstanceOfSatisfying(TicketTerms.Lottery.class, lottery -> {
            assertThat(lottery.faceValue()).isEqualTo(Wei.of(10_000));
            assertThat(lottery.winProb().expectedValue(lottery.faceValue())).isGreaterThanOrEqualTo(Credit.of(1_000));
        });
    }

    @Test
    void refusesASenderWhoseFloatIsNegative() {
        var rule = new FixedMultipleRule(Wei.of(1_000), 10);

        assertThat(rule.terms(Credit.of(-5), Wei.ZERO))
                .isEqualTo(new TicketTerms.ReserveTooLow(Credit.of(-5), Credit.of(2_000)));
    }

    @Test
    void keepsBytesFromMovingBetweenParts() {
        var vector = rands().findFirst().orElseThrow();
        var plain = new RecipientRand(hmac(vector), RecipientRand.Form.PLAIN);
        var delimited = new RecipientRand(hmac(vector));
        var honest = offering(0x1234, 0x5678);
        var shifted = offering(0x12, 0x345678);

        assertThat(plain.of(honest)).isEqualTo(plain.of(shifted));
        assertThat(delimited.of(honest)).isNotEqualTo(delimited.of(shifted));
    }

    private static RandInput offering(long faceValue, long winProb) {
        return new RandInput(
                BigInteger.ONE,
                EthAddress.ZERO,
                Wei.of(faceValue),
                new WinProb(BigInteger.valueOf(winProb)),
                BigInteger.TEN,
                Price.of(1, 1),
                CreationRound.NONE);
    }

    private static RandInput input(JsonNode vector) {
        return new RandInput(
                number(vector, "seed"),
                EthAddress.parse(vector.get("sender").asString()),
                new Wei(number(vector, "faceValue")),
                new WinProb(number(vector, "winProb")),
                number(vector, "expirationBlock"),
                new Price(new Credit(number(vector, "priceNumerator"), number(vector, "priceDenominator"))),
                new CreationRound(
                        number(vector, "creationRound").longValueExact(),
                        Hash256.parse(vector.get("creationRoundBlockHash").asString())));
    }

    private static Hmac hmac(JsonNode vector) {
        return new Hmac(Hash256.parse(vector.get("secret").asString()).bytes());
    }

    private static BigInteger number(JsonNode node, String field) {
        return new BigInteger(node.get(field).asString());
    }
}
