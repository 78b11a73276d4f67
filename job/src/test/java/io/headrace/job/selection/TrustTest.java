package io.headrace.job.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

    @Test
    void losesMuchByOneWrongResultAndWinsItBackSlowly() {
        var caught = Trust.NEUTRAL.mismatched();

        assertThat(caught.factor()).isCloseTo(0.25, offset(1e-9));
        assertThat(caught.verified().factor()).isCloseTo(0.325, offset(1e-9));
    }

    @Test
    void isNeverBetterThanNeutral() {
        assertThat(Trust.NEUTRAL.verified()).isEqualTo(Trust.NEUTRAL);
    }

    @Test
    void neverEndsAtNothing() {
        var trust = Trust.NEUTRAL;
        for (int i = 0; i < 100; i++) {
            trust = trust.mismatched();
        }

        assertThat(trust.factor()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void refusesAFactorOutOfRange(double factor) {
        assertThatThrownBy(() -> new Trust(factor)).isInstanceOf(IllegalArgumentException.class);
    }
}
