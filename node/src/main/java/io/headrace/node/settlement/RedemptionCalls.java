package io.headrace.node.settlement;

import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.MaxFloat;
import io.headrace.chain.Outcome;
import io.headrace.chain.redemption.Preflight;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the queue asks of the chain. Each call blocks and comes back with an event in any case: a winner whose call was
 * lost would keep its place in flight for ever.
 */
record RedemptionCalls(Chain chain, Function<EthAddress, Wei> pending) {

    private static final Logger LOG = LoggerFactory.getLogger(RedemptionCalls.class);

    Event check(Hash256 ticket, WinningTicket winner) {
        return answered(ticket, "asking about", () -> new Event.Checked(ticket, preflight(ticket, winner)));
    }

    Event redeem(Hash256 ticket, WinningTicket winner) {
        return answered(ticket, "redeeming", () -> switch (chain.broker().redeem(winner)) {
            case Outcome.Mined<Wei>(var transaction, var paid) -> new Event.Redeemed(ticket, paid, transaction);
            case Outcome.Reverted<Wei>(var reason) -> new Event.RefusedByBroker(ticket, reason);
        });
    }

    private Preflight preflight(Hash256 ticket, WinningTicket winner) {
        var sender = winner.ticket().sender();
        var available = new MaxFloat(
                        chain.broker().funds(sender),
                        chain.broker().claimedReserve(sender, winner.ticket().recipient()),
                        chain.bonding().poolSize(),
                        pending.apply(sender))
                .availableFunds();
        return new Preflight(chain.broker().used(ticket), chain.wallet().gasPrice(), available);
    }

    private static Event answered(Hash256 ticket, String doing, Supplier<Event> call) {
        try {
            return call.get();
        } catch (ChainUnavailable silent) {
            return new Event.Unreachable(ticket, String.valueOf(silent.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("An adapter of the chain failed when {} winner {}", doing, ticket, bug);
            return new Event.Unreachable(ticket, doing + " the winner failed: " + bug);
        }
    }
}
