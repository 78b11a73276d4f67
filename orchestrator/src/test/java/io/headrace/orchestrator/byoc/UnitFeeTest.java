package io.headrace.orchestrator.byoc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job costs whose units the application tells: 3/2 wei for each of 100 at most. */
class UnitFeeTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final UnitFee FEE = new UnitFee(Price.of(3, 2), new Metering.ByApplication(PricingUnit.TOKEN, 100));

    private static Usage told(long units) {
        return new Usage(LONG, OptionalLong.of(units));
    }

    private static Usage nothingTold() {
        return new Usage(LONG, OptionalLong.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "99, 99", "100, 100", "101, 100", "9223372036854775807, 100"})
    void chargesWhatWasToldAndNoMoreThanWasPaidAhead(long units, long charged) {
        assertThat(FEE.answered(told(units))).isEqualTo(Price.of(3, 2).times(charged));
        assertThat(FEE.answered(told(units))).isLessThanOrEqualTo(FEE.ahead(LONG));
    }

    @Test
    void holdsTheMostHoweverLongItTakes() {
        assertThat(FEE.ahead(Duration.ofMillis(1))).isEqualTo(Credit.of(150)).isEqualTo(FEE.ahead(LONG));
        assertThat(FEE.grows()).isFalse();
    }

    @Test
    void chargesNothingThatNobodyTold() {
        assertThat(FEE.answered(nothingTold())).isEqualTo(Credit.ZERO);
    }

    @Test
    void chargesOfABrokenStreamWhatWasToldUntilThen() {
        assertThat(FEE.brokenOff(LONG, told(4))).isEqualTo(Credit.of(6));
        assertThat(FEE.brokenOff(LONG, nothingTold())).isEqualTo(Credit.ZERO);
    }

    @Test
    void chargesNothingForAFailure() {
        assertThat(FEE.failed(told(50))).isEqualTo(Credit.ZERO);
    }

    @Test
    void complainsToTheOperatorOfCountsThatCannotBeCharged() {
        assertThat(FEE.complaint(OptionalLong.of(100))).isEmpty();
        assertThat(FEE.complaint(OptionalLong.of(101)))
                .hasValueSatisfying(text -> assertThat(text).contains("101", "100", "token"));
        assertThat(FEE.complaint(OptionalLong.empty()))
                .hasValueSatisfying(text -> assertThat(text).contains("nothing is charged"));
    }
}
