package io.headrace.node.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The entries of the reference's vectors that no other test computes again. */
class ReferenceVectorsTest {

    private static final String PAYMENTS = "payments-signatures.json";

    @Test
    void recoversTheSenderOfEachRecordedTicket() {
        var checks = ReferenceVectors.checks("ticket.sig");

        assertThat(checks)
                .hasSize(4)
                .allSatisfy(check -> assertThat(Signatures.signer(
                                Hash256.parse(check.get("ticketHash").asString()), signature(check.get("sig"))))
                        .contains(EthAddress.parse(check.get("recovered").asString())));
    }

    @Test
    void choosesTheChancesThatWereRecorded() {
        var checks = ReferenceVectors.checks("winProb formula");

        assertThat(checks)
                .hasSize(3)
                .allSatisfy(check -> assertThat(WinProb.worth(
                                        Wei.parse(check.get("EV").asString()),
                                        Wei.parse(check.get("faceValue").asString()))
                                .threshold())
                        .isEqualTo(ReferenceVectors.number(check.get("winProb"))));
    }

    @Test
    void findsTheRecordedRedemptionsToBeWinners() {
        var checks = ReferenceVectors.checks("redeemed ticket");

        assertThat(checks).hasSize(2).allSatisfy(check -> {
            var winner = ReferenceVectors.winner(redemption(check.get("tx").asString()));
            assertThat(winner.hash()).hasToString(check.get("ticketHash").asString());
            assertThat(Keccak.hash(winner.recipientRand().bytes()))
                    .isEqualTo(winner.ticket().randHash());
            assertThat(Signatures.signedBy(
                            winner.ticket().sender(),
                            winner.hash(),
                            winner.signed().signature()))
                    .isTrue();
            assertThat(Keccak.hash(
                            winner.signed().signature().bytes(),
                            winner.recipientRand().bytes()))
                    .hasToString(check.get("winDigest").asString());
            assertThat(winner.signed().wins(winner.recipientRand())).isTrue();
        });
    }

    @Test
    void derivesTheAddressesOfTheVectorsKeys() {
        assertThat(ReferenceVectors.file(PAYMENTS).get("keys").valueStream())
                .hasSize(5)
                .allSatisfy(key -> assertThat(key(key).address())
                        .isEqualTo(EthAddress.parse(key.get("address").asString())));
    }

    @Test
    void signsTheRequestForAnOrchestratorAndTheRemoteSignersState() {
        var request = ReferenceVectors.file(PAYMENTS).get("orchestratorRequest");
        var state = ReferenceVectors.file(PAYMENTS).get("remoteSignerState");
        byte[] said = ReferenceVectors.bytes(state.get("state"));
        byte[] prefix = ("\u0019Ethereum Signed Message:\n" + said.length).getBytes(US_ASCII);

        assertThat(key(request).sign(Hash256.parse(request.get("signedMessage").asString())))
                .hasToString(request.get("signature").asString());
        assertThat(Signatures.signerOfDigest(Keccak.hash(prefix, said), signature(state.get("signature"))))
                .contains(key(state).address());
    }

    @Test
    void namesTheTokensRoles() {
        var roles = ReferenceVectors.file(PAYMENTS).get("roles");

        assertThat(roles.get("DEFAULT_ADMIN_ROLE").asString()).isEqualTo(Hash256.ZERO.toString());
        for (var name : new String[] {"MINTER_ROLE", "BURNER_ROLE"}) {
            assertThat(Keccak.hash(name.getBytes(US_ASCII)))
                    .hasToString(roles.get(name).asString());
        }
    }

    private static JsonNode redemption(String transaction) {
        return ReferenceVectors.transactions("redeemWinningTicket").stream()
                .filter(each -> each.get("hash").asString().equals(transaction))
                .findFirst()
                .orElseThrow();
    }

    private static PrivateKey key(JsonNode owner) {
        return PrivateKey.of(Hash256.parse(owner.get("privateKey").asString()));
    }

    private static Signature signature(JsonNode hex) {
        return Signature.of(ReferenceVectors.bytes(hex));
    }
}
