package io.headrace.orchestrator.runner.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.wire.runner.RunnerPrice;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerFeeTest {

    private static final Price PRICE = Price.of(1_000, 1);

    @Test
    void growsBySecondsToTheNanosecond() {
        var fee = new RunnerFee(PRICE, Measure.SECONDS);

        assertThat(fee.of(Duration.ofSeconds(5))).isEqualTo(Credit.of(5_000));
        assertThat(fee.of(Duration.ofNanos(1))).isEqualTo(new Credit(BigInteger.ONE, BigInteger.valueOf(1_000_000)));
        assertThat(fee.of(Duration.ofMillis(2_500)).plus(fee.of(Duration.ofMillis(2_500))))
                .isEqualTo(fee.of(Duration.ofSeconds(5)));
        assertThat(fee.grows()).isTrue();
    }

    @Test
    void countsThirtyPicturesASecondWhateverIsSent() {
        var fee = new RunnerFee(PRICE, Measure.PIXELS_OF_720P);

        assertThat(fee.of(Duration.ofSeconds(1))).isEqualTo(Credit.of(27_648_000_000L));
    }

    @Test
    void isTheSameForAnyTimeWhenItIsFixed() {
        var fee = new RunnerFee(PRICE, Measure.SESSION);

        assertThat(fee.of(Duration.ZERO)).isEqualTo(Credit.of(1_000));
        assertThat(fee.of(Duration.ofHours(1))).isEqualTo(Credit.of(1_000));
        assertThat(fee.grows()).isFalse();
    }

    @Test
    void doesNotGrowFromNothing() {
        assertThat(new RunnerFee(Price.FREE, Measure.SECONDS).grows()).isFalse();
        assertThat(RunnerFee.NOTHING.of(Duration.ofDays(1))).isEqualTo(Credit.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, SECONDS, SECOND",
        "SECOND, SECONDS, SECOND",
        "HOUR_OF_720P, PIXELS_OF_720P, PIXEL_OF_720P",
        "PIXEL_OF_720P, PIXELS_OF_720P, PIXEL_OF_720P",
        "FIXED, SESSION, FIXED"
    })
    void advertisesTheUnitThatItCharges(RunnerPrice.Unit registered, Measure measure, RunnerPrice.Unit advertised) {
        assertThat(Measure.of(registered)).isEqualTo(measure);
        assertThat(measure.advertised()).isEqualTo(advertised);
    }
}
