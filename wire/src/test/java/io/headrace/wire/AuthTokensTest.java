package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthTokensTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private final AuthTokens tokens = new AuthTokens(new byte[32]);
    private final AuthToken token = tokens.issue("session", NOW);

    @Test
    void knowsItsOwnUntilTheyExpire() {
        assertThat(tokens.check(token, NOW)).isEqualTo(AuthTokens.Check.VALID);
        assertThat(tokens.check(token, NOW.plusSeconds(1))).isEqualTo(AuthTokens.Check.EXPIRED);
        assertThat(tokens.isOurs(token)).isTrue();
    }

    @Test
    void seesWhatWasChanged() {
        var prolonged = new AuthToken(token.token(), "session", NOW.plus(Duration.ofDays(1)));
        var moved = new AuthToken(token.token(), "sessioN", NOW);
        var cut = new AuthToken(OpaqueBytes.of(new byte[4]), "session", NOW);

        assertThat(tokens.check(prolonged, NOW)).isEqualTo(AuthTokens.Check.FORGED);
        assertThat(tokens.check(moved, NOW)).isEqualTo(AuthTokens.Check.FORGED);
        assertThat(tokens.check(cut, NOW)).isEqualTo(AuthTokens.Check.FORGED);
    }

    @Test
    void doesNotPrintTheSecretPart() {
        assertThat(token.toString())
                .doesNotContain(java.util.HexFormat.of().formatHex(token.token().toByteArray()));
    }
}
