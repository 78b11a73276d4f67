package io.headrace.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionLimitsTest {

    @Test
    void beginsWithTheNetworksNumbers() {
        var limits = AdmissionLimits.DEFAULT;

        assertThat(limits.maxSessions()).isEqualTo(10);
        assertThat(limits.unitsPerSession()).isEqualTo(5);
        assertThat(limits.sessionIdle()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void answersBeforeTheGatewayGivesUp() {
        assertThat(AdmissionLimits.DEFAULT.unitTime(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(7));
        assertThat(AdmissionLimits.DEFAULT.unitTime(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> AdmissionLimits.DEFAULT.withMaxSessions(0));
        assertThatIllegalArgumentException().isThrownBy(() -> AdmissionLimits.DEFAULT.withSessionIdle(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId("../etc"));
        assertThatIllegalArgumentException().isThrownBy(() -> Desk.open(-1));
    }
}
