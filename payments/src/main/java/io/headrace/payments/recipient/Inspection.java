package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketParams;
import io.headrace.payments.WinningTicket;
import java.util.List;

/** What a payment turned out to be, as far as that can be said without knowing what came before it. */
public sealed interface Inspection {

    /** Nothing in it is of use, not even a winner. */
    record Refused(PaymentRefusal refusal) implements Inspection {}

    /** No ticket: the sender believes that its balance suffices, or that the work is free. */
    record WithoutTickets(EthAddress sender, Price price) implements Inspection {}

    /**
     * Tickets of an offer of ours; each may still be refused.
     *
     * @param price at which the offer was made
     * @param expired whether the offer no longer stands
     * @param latestBlock by which that was decided
     * @param rand the number behind the offer's commitment
     */
    record Examined(
            EthAddress sender,
            Price price,
            TicketParams params,
            CreationRound creation,
            Credit ticketValue,
            Hash256 rand,
            boolean expired,
            long latestBlock,
            List<ExaminedTicket> tickets)
            implements Inspection {

        public Examined {
            tickets = List.copyOf(tickets);
        }

        WinningTicket winner(Payment.Stub stub) {
            var ticket = Ticket.of(params, sender, stub.senderNonce(), creation);
            return new WinningTicket(new SignedTicket(ticket, stub.signature()), rand, params.expirationBlock());
        }
    }

    /**
     * @param genuine whether the sender signed it
     * @param wins whether it pays; never when it is not genuine
     */
    record ExaminedTicket(Payment.Stub stub, boolean genuine, boolean wins) {}
}
