package io.headrace.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeesTest {

    private static final Wei PLENTY = Wei.of(1_000_000);

    /** What the network's own node makes of them (vectors "replacement"). */
    @ParameterizedTest
    @CsvSource({
        "2000000000, 100000000, 2220000000, 111000000, 1165500000",
        "1, 1, 2, 2, 2",
        "0, 0, 0, 0, 0",
        "123456789, 7, 137037036, 8, 68518522"
    })
    void raisesBothByElevenPercentRoundedUp(String cap, String tip, String newCap, String newTip, String expected) {
        var bumped = new Fees(Wei.parse(tip), Wei.parse(cap)).bumped();

        assertThat(bumped).isEqualTo(new Fees(Wei.parse(newTip), Wei.parse(newCap)));
        assertThat(bumped.expectedPrice()).isEqualTo(Wei.parse(expected));
    }

    @Test
    void leavesRoomForTheBaseFeeToDouble() {
        assertThat(Fees.at(market(100, 7), PLENTY)).isEqualTo(fees(7, 207));
    }

    @Test
    void offersNeverMoreThanTheCeilingAndNoTipAboveTheCap() {
        assertThat(Fees.at(market(100, 7), Wei.of(150))).isEqualTo(fees(7, 150));
        assertThat(Fees.at(market(100, 700), Wei.of(150))).isEqualTo(fees(150, 150));
        assertThat(Fees.at(market(0, 0), Wei.of(150))).isEqualTo(fees(0, 0));
    }

    @Test
    void replacesByTheBumpedOnesOrByTheMarketsIfThatIsMore() {
        assertThat(fees(100, 1_000).replacement(market(10, 1), PLENTY)).contains(fees(111, 1_110));
        assertThat(fees(100, 1_000).replacement(market(1_000, 300), PLENTY)).contains(fees(300, 2_300));
        assertThat(fees(100, 1_000).replacement(market(1_000, 300), Wei.of(1_200)))
                .contains(fees(300, 1_200));
    }

    @Test
    void replacesNothingAboveTheCeiling() {
        assertThat(fees(100, 1_000).replacement(market(10, 1), Wei.of(1_109))).isEmpty();
        assertThat(fees(100, 1_000).replacement(market(10, 1), Wei.of(1_110))).contains(fees(111, 1_110));
    }

    @Test
    void refusesATipAboveTheCap() {
        assertThatThrownBy(() -> fees(2, 1)).hasMessageContaining("A tip of 2 above the cap of 1");
    }

    private static GasMarket market(long baseFee, long tip) {
        return new GasMarket(Wei.of(baseFee), Wei.of(tip));
    }

    private static Fees fees(long tip, long cap) {
        return new Fees(Wei.of(tip), Wei.of(cap));
    }
}
