package io.headrace.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;

class MaxFloatTest {

    private static final SenderFunds FUNDS = new SenderFunds(Wei.of(300), Wei.of(1_000), Wei.of(200), 0);

    @Test
    void isTheRecipientsShareOfTheWholeReserve() {
        assertThat(of(Wei.of(50), 7, Wei.ZERO).value()).isEqualTo(Credit.of(1_200 / 7 - 50));
    }

    @Test
    void isNothingWithoutActiveOrchestrators() {
        assertThat(of(Wei.ZERO, 0, Wei.ZERO).value()).isEqualTo(Credit.ZERO);
    }

    @Test
    void staysWholeWhileTheDepositIsThreeTimesWhatIsPending() {
        assertThat(of(Wei.ZERO, 10, Wei.of(100)).value()).isEqualTo(Credit.of(120));
        assertThat(of(Wei.ZERO, 10, Wei.of(101)).value()).isEqualTo(Credit.of(19));
    }

    @Test
    void becomesNegativeWhenMoreIsPendingThanCovered() {
        assertThat(of(Wei.ZERO, 10, Wei.of(500)).value()).isEqualTo(Credit.of(-380));
    }

    @Test
    void countsTheDepositWhenARedemptionIsAtHand() {
        assertThat(of(Wei.of(20), 10, Wei.of(100)).availableFunds()).isEqualTo(Credit.of(300));
    }

    private static MaxFloat of(Wei claimed, int poolSize, Wei pending) {
        return new MaxFloat(FUNDS, claimed, poolSize, pending);
    }
}
