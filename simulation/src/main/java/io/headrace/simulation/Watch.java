package io.headrace.simulation;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.recipient.Statement;
import io.headrace.payments.sender.Stake;
import io.headrace.payments.sender.TicketSession;
import java.util.HashSet;
import java.util.Set;

/** The promises that are checked while the network lives; the first one broken ends the run. */
public final class Watch {

    private final Set<Nonce> sent = new HashSet<>();

    private record Nonce(Hash256 commitment, long number) {}

    /** No nonce is ever sent under the same commitment twice. */
    public void paid(Payment.Batch batch) {
        for (var stub : batch.stubs()) {
            if (!sent.add(new Nonce(batch.params().randHash(), stub.senderNonce()))) {
                throw new Violation("Nonce %d of the commitment %s was sent twice"
                        .formatted(stub.senderNonce(), batch.params().randHash()));
            }
        }
    }

    /** Guarantee 1, when tickets have just been staged: whole tickets, so at most one ticket more. */
    public void staged(TicketSession session) {
        var ticket = session.params().expectedValue();
        var fees = session.inFlight().stakes().stream().map(Stake::fee).reduce(Credit.ZERO, Credit::plus);
        var limit = fees.max(ticket).plus(ticket);
        if (session.exposure().compareTo(limit) > 0) {
            throw new Violation("A cheat could take %s wei, more than %s"
                    .formatted(session.exposure().rounded(), limit.rounded()));
        }
    }

    /** What a session sent is what its work cost, what was lost, and what is left. */
    public void sums(TicketSession session) {
        var paid = session.paid();
        var onTheWay = session.inFlight().stakes().stream().map(Stake::added).reduce(Credit.ZERO, Credit::plus);
        var accounted = paid.debited().plus(paid.lost()).plus(session.credit()).plus(onTheWay);
        if (paid.sent().compareTo(accounted) != 0) {
            throw new Violation("Tickets worth %s wei were sent, %s are accounted for"
                    .formatted(paid.sent().rounded(), accounted.rounded()));
        }
    }

    /** Guarantee 2: what is set aside is covered. */
    void reserved(Statement statement) {
        if (statement.free().signum() < 0) {
            throw new Violation("Units were admitted for %s wei with a balance of %s"
                    .formatted(
                            statement.reserved().rounded(), statement.balance().rounded()));
        }
    }

    /** Nothing stays set aside for units that were answered. */
    void released(Statement statement, Credit underWork) {
        if (statement.reserved().compareTo(underWork) != 0) {
            throw new Violation("%s wei are set aside, the units under work need %s"
                    .formatted(statement.reserved().rounded(), underWork.rounded()));
        }
    }
}
