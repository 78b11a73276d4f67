package io.headrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Tokens;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The minter's arithmetic (payments section 4.6). */
class MintingTest {

    private static final Inflation DEPLOYED = Inflation.deployed(Tokens.whole(2_000_000));
    private static final Tokens STAKE = Tokens.whole(100);

    @Test
    void mintsWhatTheReferenceSaysInTheSecondRound() {
        var second = Minting.of(DEPLOYED, Tokens.ZERO)
                .nextRound(DEPLOYED, Tokens.ZERO)
                .nextRound(DEPLOYED, STAKE);

        var reward = second.reward(DEPLOYED, STAKE, STAKE);

        assertThat(second.rate()).isEqualTo(221_500);
        assertThat(second.mintable()).isEqualTo(Tokens.whole(443));
        assertThat(reward.amount()).isEqualTo(new Tokens(new BigInteger("398700000000000000000")));
        assertThat(reward.after().treasury()).isEqualTo(new Tokens(new BigInteger("44300000000000000000")));
        assertThat(reward.after().supply()).isEqualTo(Tokens.whole(2_000_443));
    }

    @Test
    void roundsDownAsTheContractsDo() {
        var round = Minting.of(DEPLOYED, Tokens.ZERO).nextRound(DEPLOYED, Tokens.ZERO);

        var third = round.reward(DEPLOYED, Tokens.whole(1), Tokens.whole(3));

        assertThat(third.amount()).isEqualTo(new Tokens(new BigInteger("132599999867400000000")));
    }

    @Test
    void movesTowardsTheTargetAndStaysThere() {
        var start = Minting.of(DEPLOYED, Tokens.ZERO);

        assertThat(start.nextRound(DEPLOYED, Tokens.whole(999_999)).rate()).isEqualTo(221_000);
        assertThat(start.nextRound(DEPLOYED, Tokens.whole(1_000_000)).rate()).isEqualTo(220_500);
        assertThat(start.nextRound(DEPLOYED, Tokens.whole(1_000_001)).rate()).isEqualTo(220_000);
    }

    @Test
    void neverFallsBelowNothing() {
        var small = new Inflation(300, 500, 0, BigInteger.ZERO, Tokens.ZERO, Tokens.whole(10));

        assertThat(Minting.of(small, Tokens.ZERO)
                        .nextRound(small, Tokens.whole(5))
                        .rate())
                .isZero();
    }

    @Test
    void leavesAFullTreasuryAloneFromTheNextRoundOn() {
        var sated = new Inflation(
                220_500, 500, 500_000_000, BigInteger.TEN.pow(26), Tokens.whole(40), DEPLOYED.elsewhere());
        var first = Minting.of(sated, Tokens.ZERO).nextRound(sated, STAKE);

        var filled = first.reward(sated, STAKE, STAKE).after();
        var last = filled.reward(sated, STAKE, STAKE);
        var next = last.after().nextRound(sated, STAKE).reward(sated, STAKE, STAKE);

        assertThat(filled.nextCut()).isEqualTo(sated.treasuryCut());
        assertThat(last.after().treasury()).isGreaterThan(filled.treasury());
        assertThat(next.after().treasury()).isEqualTo(last.after().treasury());
    }

    @Test
    void refusesInflationBelowNothing() {
        assertThatThrownBy(() -> new Inflation(-1, 0, 0, BigInteger.ZERO, Tokens.ZERO, Tokens.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start -1");
    }
}
