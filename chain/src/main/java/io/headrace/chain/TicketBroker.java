package io.headrace.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;

/**
 * The contract that holds senders' money and pays winners (payments section 4.3). What changes something is done from
 * one account, the node's own.
 *
 * <p>Calls block until the chain has answered: on a virtual thread. All throw {@link ChainUnavailable}.
 */
public interface TicketBroker {

    SenderFunds funds(EthAddress sender);

    /** What a recipient took of a sender's reserve in the current round. */
    Wei claimedReserve(EthAddress sender, EthAddress recipient);

    boolean used(Hash256 ticket);

    /** Adds to the own deposit and reserve; ends an unlock that is running. */
    Outcome<SenderFunds> fund(Wei deposit, Wei reserve);

    /** Begins the waiting time after which {@link #withdraw} gives everything back. */
    Outcome<SenderFunds> unlock();

    Outcome<SenderFunds> cancelUnlock();

    /** Takes deposit and reserve back. */
    Outcome<SenderFunds> withdraw();

    /**
     * Anybody may redeem; the ticket's recipient is paid.
     *
     * @return what was really paid, which may be less than the face value
     */
    Outcome<Wei> redeem(WinningTicket ticket);
}
