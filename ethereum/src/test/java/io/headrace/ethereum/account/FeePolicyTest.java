package io.headrace.ethereum.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.GasMarket;
import io.headrace.payments.Wei;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeePolicyTest {

    private final FeePolicy policy = new FeePolicy(Wei.of(100));

    @Test
    void offersTwiceTheBaseFeeAndTheTip() {
        assertThat(offer(20, 3)).contains(new Fees(Wei.of(3), Wei.of(43)));
    }

    @Test
    void cutsCapAndTipDownToTheCeiling() {
        assertThat(offer(60, 3)).contains(new Fees(Wei.of(3), Wei.of(100)));
        assertThat(offer(1, 500)).contains(new Fees(Wei.of(100), Wei.of(100)));
    }

    @Test
    void offersNothingAboveTheCeiling() {
        assertThat(offer(101, 1)).isEmpty();
    }

    private Optional<Fees> offer(long baseFee, long tip) {
        return policy.offer(new GasMarket(Wei.of(baseFee), Wei.of(tip)));
    }
}
