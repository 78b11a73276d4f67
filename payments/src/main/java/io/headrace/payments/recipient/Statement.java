package io.headrace.payments.recipient;

import io.headrace.payments.Credit;

/**
 * The sums of one account; {@code accepted = debited + balance}, always.
 *
 * @param accepted the worth of all tickets taken
 * @param debited the fees of the work done
 * @param reserved how much of the balance is set aside for units that are being worked on
 */
public record Statement(Credit accepted, Credit debited, Credit reserved) {

    static final Statement EMPTY = new Statement(Credit.ZERO, Credit.ZERO, Credit.ZERO);

    /** What the sender has left; negative when work cost more than was there. */
    public Credit balance() {
        return accepted.minus(debited);
    }

    /** What no unit counts on yet. */
    public Credit free() {
        return balance().minus(reserved);
    }

    Statement accepting(Credit more) {
        return new Statement(accepted.plus(more), debited, reserved);
    }

    Statement debiting(Credit fee) {
        return new Statement(accepted, debited.plus(fee), reserved);
    }

    Statement reserving(Credit more) {
        return new Statement(accepted, debited, reserved.plus(more));
    }
}
