package io.headrace.chain;

import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.math.BigInteger;

/**
 * How much a sender's funds cover for one recipient (payments section 3.2). The deposit is anybody's; of the reserve
 * every active orchestrator has one equal share per round.
 *
 * @param claimed what the recipient took of this reserve in the current round
 * @param poolSize active orchestrators; nobody has a share of an empty pool
 * @param pending the face values of redemptions that are being submitted
 */
public record MaxFloat(SenderFunds funds, Wei claimed, int poolSize, Wei pending) {

    /** A deposit of so many times what is pending will pay it, and the share stays whole. */
    private static final long COMFORTABLE = 3;

    /** The most winning value that is accepted unredeemed; negative when more is pending than the share covers. */
    public Credit value() {
        boolean comfortable = !pending.isZero() && funds.deposit().compareTo(pending.times(COMFORTABLE)) >= 0;
        return comfortable ? share() : share().minus(Credit.of(pending));
    }

    /** What a redemption submitted now could be paid with. */
    public Credit availableFunds() {
        return share().plus(Credit.of(funds.deposit())).minus(Credit.of(pending));
    }

    /** The recipient's part of the reserve that it has not taken yet. */
    public Credit share() {
        if (poolSize == 0) {
            return Credit.ZERO;
        }
        var whole = funds.reserve().plus(funds.claimedInRound()).amount();
        var each = new Wei(whole.divide(BigInteger.valueOf(poolSize)));
        return Credit.of(each).minus(Credit.of(claimed));
    }
}
