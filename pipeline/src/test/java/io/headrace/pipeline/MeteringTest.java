package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeteringTest {

    @ParameterizedTest
    @EnumSource(PricingUnit.class)
    void letsWhoeverCanCountAUnitCountIt(PricingUnit unit) {
        var metering = Metering.of(unit);

        assertThat(metering.unit()).isEqualTo(unit);
        assertThat(metering instanceof Metering.ByApplication).isEqualTo(unit.isTold());
    }

    @Test
    void takesALimitOfTheApplicationsOwn() {
        assertThat(Metering.of(PricingUnit.TOKEN, 7)).isEqualTo(new Metering.ByApplication(PricingUnit.TOKEN, 7));
        assertThat(Metering.of(PricingUnit.TOKEN, 0)).isEqualTo(Metering.of(PricingUnit.TOKEN));
        assertThat(Metering.of(PricingUnit.SECOND, 0)).isEqualTo(Metering.BY_SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Metering.ByApplication.MOST + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesALimitThatIsNone(long most) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metering.of(PricingUnit.PIXEL, most))
                .withMessageContaining(Long.toString(most));
    }

    @Test
    void refusesALimitOfWhatNodesCount() {
        assertThatIllegalArgumentException().isThrownBy(() -> Metering.of(PricingUnit.SECOND, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Metering.ByNode(PricingUnit.PIXEL));
    }
}
