package io.headrace.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.TranscodingEstimate.Rendition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscodingEstimateTest {

    private static final Price PRICE = Price.of(1, 1);

    @Test
    void countsPixelsOfEveryRenditionAndTwoPercentMore() {
        var estimate = new TranscodingEstimate(
                List.of(new Rendition(100, 10, 30), new Rendition(10, 10, 25)), Duration.ofMillis(1_001), 0);

        assertThat(estimate.fee(PRICE)).isEqualTo(Credit.parse("66300"));
    }

    @Test
    void assumesSixtyFramesOfARenditionThatKeepsAnUnknownRate() {
        assertThat(passThrough(0).fee(PRICE)).isEqualTo(Credit.parse("6120"));
    }

    @Test
    void takesTheRateOfTheSourceWhereItIsKnown() {
        assertThat(passThrough(24).fee(PRICE)).isEqualTo(Credit.parse("2448"));
    }

    @Test
    void staysExactWithAFractionalPrice() {
        assertThat(passThrough(1).fee(Price.of(1, 3))).isEqualTo(Credit.parse("34"));
        assertThat(passThrough(1).fee(Price.of(1, 7))).isEqualTo(Credit.parse("102/7"));
    }

    @Test
    void doesNotOverflowWithHugeNumbers() {
        var huge = new TranscodingEstimate(
                List.of(new Rendition(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)),
                Duration.ofDays(3_650),
                0);

        assertThat(huge.fee(Price.of(Long.MAX_VALUE, 1)).numerator().bitLength())
                .isGreaterThan(150);
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> new Rendition(0, 10, 30)).hasMessageContaining("0x10");
        assertThatThrownBy(() -> new TranscodingEstimate(List.of(), Duration.ofSeconds(-1), 0))
                .hasMessageContaining("PT-1S");
    }

    private static TranscodingEstimate passThrough(long sourceRate) {
        return new TranscodingEstimate(List.of(new Rendition(10, 10, 0)), Duration.ofSeconds(1), sourceRate);
    }
}
