package io.headrace.payments;

/**
 * What the ticket broker holds for a sender ({@code getSenderInfo}).
 *
 * @param deposit pays winners of anybody, first come first served
 * @param reserve what remains of the fallback, of which every active orchestrator may claim its share per round
 * @param claimedInRound how much of the reserve was claimed in the current round, by all together
 * @param withdrawRound the round in which an unlocking sender may take everything back; 0 when it is not unlocking
 */
public record SenderFunds(Wei deposit, Wei reserve, Wei claimedInRound, long withdrawRound) {

    /** Of a sender that the broker never heard of. */
    public static final SenderFunds NONE = new SenderFunds(Wei.ZERO, Wei.ZERO, Wei.ZERO, 0);

    public SenderFunds {
        if (withdrawRound < 0) {
            throw new IllegalArgumentException("Rounds count from zero: " + withdrawRound);
        }
    }

    /** Locked, and with nothing claimed in this round. */
    public static SenderFunds of(Wei deposit, Wei reserve) {
        return new SenderFunds(deposit, reserve, Wei.ZERO, 0);
    }

    /** Whether a winner found now might come too late: the money can be gone in the next round. */
    public boolean unlocksSoon(long lastRound) {
        return withdrawRound != 0 && withdrawRound <= lastRound + 1;
    }
}
