package io.headrace.ledger;

import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;

/**
 * A sender at the ticket broker.
 *
 * @param withdrawRound 0 when it is not unlocking; a withdrawal leaves it, so the account stays unlocked until it is
 *     funded by its owner again
 */
public record SenderAccount(Wei deposit, long withdrawRound, Reserve reserve) {

    static final SenderAccount NOTHING = new SenderAccount(Wei.ZERO, 0, Reserve.EMPTY);

    boolean isEmpty() {
        return deposit.isZero() && reserve.funds().isZero();
    }

    boolean unlocking() {
        return withdrawRound > 0;
    }

    boolean unlocked(long round) {
        return unlocking() && round >= withdrawRound;
    }

    SenderAccount funded(Wei toDeposit, Wei toReserve) {
        return new SenderAccount(deposit.plus(toDeposit), withdrawRound, reserve.plus(toReserve));
    }

    SenderAccount withdrawingAt(long round) {
        return new SenderAccount(deposit, round, reserve);
    }

    SenderAccount with(Wei newDeposit, Reserve newReserve) {
        return new SenderAccount(newDeposit, withdrawRound, newReserve);
    }

    SenderFunds funds(long round) {
        return new SenderFunds(deposit, reserve.funds(), reserve.claimed(round), withdrawRound);
    }
}
