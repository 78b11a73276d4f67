package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/**
 * What a session has paid so far; {@code sent = debited + lost + credit held by the orchestrator}, always.
 *
 * @param sent the worth of all tickets that were sent, or may have been
 * @param debited the fees of the work that came back
 * @param lost the worth of tickets sent with units that were not answered usably
 */
public record PaidSums(Credit sent, Credit debited, Credit lost) {

    public static final PaidSums NONE = new PaidSums(Credit.ZERO, Credit.ZERO, Credit.ZERO);

    PaidSums sending(Credit more) {
        return new PaidSums(sent.plus(more), debited, lost);
    }

    PaidSums debiting(Credit fee) {
        return new PaidSums(sent, debited.plus(fee), lost);
    }

    PaidSums losing(Credit gone) {
        return new PaidSums(sent, debited, lost.plus(gone));
    }
}
