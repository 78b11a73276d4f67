package io.headrace.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TicketVectorsTest {

    static Stream<JsonNode> tickets() {
        return Vectors.of("tickets");
    }

    static Stream<JsonNode> goldens() {
        return Vectors.of("ticketHashGoldens");
    }

    static Stream<JsonNode> acceptance() {
        return Vectors.of("signatureAcceptance");
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void hashesATicketAsTheContractDoes(JsonNode vector) {
        var ticket = ticket(vector);

        assertThat(ticket.hash()).hasToString(vector.get("ticketHash").asString());
        assertThat(ticket.creation().auxData()).isEqualTo(bytes(vector.get("auxData")));
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void signsATicketAsTheNetworkDoes(JsonNode vector) {
        var key = PrivateKey.of(Hash256.parse(vector.get("senderPrivateKey").asString()));

        assertThat(key.sign(ticket(vector).hash()))
                .hasToString(vector.get("signature").asString());
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void knowsAWinnerAndItsWorth(JsonNode vector) {
        var ticket = ticket(vector);
        var signed = new SignedTicket(ticket, Signature.of(bytes(vector.get("signature"))));
        var rand = Hash256.of(number(vector, "recipientRand"));

        assertThat(signed.wins(rand)).isEqualTo(vector.get("wins").asBoolean());
        assertThat(Keccak.hash(rand.bytes())).isEqualTo(ticket.randHash());
        assertThat(ticket.expectedValue())
                .isEqualTo(new Credit(number(vector, "evNumerator"), number(vector, "evDenominator")));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void hashesWhatOthersPublished(JsonNode vector) {
        var fields = vector.get("ticket");
        var auxData = bytes(fields.get("auxData"));
        var creation = auxData.length == 0
                ? CreationRound.NONE
                : new CreationRound(
                        new BigInteger(1, auxData, 0, 32).longValueExact(),
                        Hash256.parse(HexFormat.of().formatHex(auxData, 32, 64)));
        var ticket = new Ticket(
                EthAddress.parse(fields.get("recipient").asString()),
                EthAddress.parse(fields.get("sender").asString()),
                new Wei(number(fields, "faceValue")),
                new WinProb(number(fields, "winProb")),
                number(fields, "senderNonce").longValueExact(),
                Hash256.parse(fields.get("recipientRandHash").asString()),
                creation);

        assertThat(ticket.hash()).hasToString(vector.get("ticketHash").asString());
    }

    @ParameterizedTest
    @MethodSource("acceptance")
    void takesASignatureOnlyIfTheContractWould(JsonNode vector) {
        assertThat(accepted(vector)).isEqualTo(vector.get("accepted").asBoolean());
    }

    private static boolean accepted(JsonNode vector) {
        try {
            return Signatures.signedBy(
                    EthAddress.parse(vector.get("signer").asString()),
                    Hash256.parse(vector.get("ticketHash").asString()),
                    Signature.of(bytes(vector.get("signature"))));
        } catch (IllegalArgumentException form) {
            return false;
        }
    }

    @Test
    void hashesABatchAsItHashesEachTicket() {
        var vector = tickets().toList().get(3);
        var ticket = ticket(vector);
        var hashes = new TicketHashes(ticket);

        var other = new Ticket(
                ticket.recipient(),
                ticket.sender(),
                ticket.faceValue(),
                ticket.winProb(),
                0xffff_ffffL,
                ticket.randHash(),
                ticket.creation());

        assertThat(hashes.ofNonce(0xffff_ffffL)).isEqualTo(other.hash());
        assertThat(hashes.ofNonce(ticket.senderNonce())).isEqualTo(ticket.hash());
    }

    @Test
    void refusesANonceOfMoreThan32Bits() {
        var ticket = ticket(tickets().findFirst().orElseThrow());

        assertThatThrownBy(() -> Ticket.of(params(ticket), ticket.sender(), 1L << 32, ticket.creation()))
                .hasMessageContaining("32 bits");
    }

    @Test
    void makesAuthTokensAsTheNetworkDoes() {
        var vector = Vectors.one("authToken");
        var hmac = new Hmac(bytes(vector.get("secret")));

        assertThat(hmac.over(bytes(vector.get("hmacMessage"))))
                .hasToString(vector.get("token").asString());
    }

    private static TicketParams params(Ticket ticket) {
        return new TicketParams(
                ticket.recipient(),
                ticket.faceValue(),
                ticket.winProb(),
                ticket.randHash(),
                BigInteger.ONE,
                BigInteger.TEN,
                ticket.creation());
    }

    private static Ticket ticket(JsonNode vector) {
        return new Ticket(
                EthAddress.parse(vector.get("recipient").asString()),
                EthAddress.parse(vector.get("sender").asString()),
                new Wei(number(vector, "faceValue")),
                new WinProb(number(vector, "winProb")),
                number(vector, "senderNonce").longValueExact(),
                Hash256.parse(vector.get("recipientRandHash").asString()),
                new CreationRound(
                        number(vector, "creationRound").longValueExact(),
                        Hash256.parse(vector.get("creationRoundBlockHash").asString())));
    }

    private static BigInteger number(JsonNode node, String field) {
        return new BigInteger(node.get(field).asString());
    }

    private static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asString().substring(2));
    }
}
