package io.headrace.ethereum.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;

class FeePolicyTest {

    private final FeePolicy policy = new FeePolicy(Wei.of(100));

    @Test
    void offersTwiceTheBaseFeeAndTheTip() {
        assertThat(policy.offer(Wei.of(20), Wei.of(3))).contains(new FeePolicy.Offer(Wei.of(3), Wei.of(43)));
    }

    @Test
    void cutsCapAndTipDownToTheCeiling() {
        assertThat(policy.offer(Wei.of(60), Wei.of(3))).contains(new FeePolicy.Offer(Wei.of(3), Wei.of(100)));
        assertThat(policy.offer(Wei.of(1), Wei.of(500))).contains(new FeePolicy.Offer(Wei.of(100), Wei.of(100)));
    }

    @Test
    void offersNothingAboveTheCeiling() {
        assertThat(policy.offer(Wei.of(101), Wei.of(1))).isEmpty();
    }
}
