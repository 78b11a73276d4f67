package io.headrace.orchestrator.runner.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerKeysTest {

    private final RunnerKeys keys = new RunnerKeys(new byte[RunnerKeys.SEED_BYTES]);

    /** RFC 4648 section 10, in lower case and without padding. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, my", "fo, mzxq", "foo, mzxw6", "foob, mzxw6yq", "fooba, mzxw6ytb", "foobar, mzxw6ytboi"})
    void writesBase32(String bytes, String text) {
        assertThat(Base32.of(bytes.getBytes(US_ASCII))).isEqualTo(text);
    }

    @Test
    void hasTheFormOfExistingNodes() {
        assertThat(keys.heartbeatSecret()).matches("[a-z2-7]{52}");
        assertThat(keys.sessionToken("a50ddd41")).matches("[a-z2-7]{52}");
        assertThat(keys.toString()).doesNotContain(keys.heartbeatSecret());
    }

    @Test
    void tellsEachPurposeFromTheOthers() {
        assertThat(keys.isTokenOf("a", keys.sessionToken("a"))).isTrue();
        assertThat(keys.isTokenOf("b", keys.sessionToken("a"))).isFalse();
        assertThat(keys.isHeartbeatSecret(keys.sessionToken("a"))).isFalse();
        assertThat(keys.isHeartbeatSecret("")).isFalse();
        assertThat(new RunnerKeys(new byte[] {1}).isHeartbeatSecret(keys.heartbeatSecret()))
                .isFalse();
    }
}
