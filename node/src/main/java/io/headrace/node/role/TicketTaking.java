package io.headrace.node.role;

import io.headrace.crypto.Hmac;
import io.headrace.crypto.Signatures;
import io.headrace.node.chain.Settlement;
import io.headrace.node.settlement.DurablePayments;
import io.headrace.node.settlement.Redeemer;
import io.headrace.orchestrator.billing.PriceBoards;
import io.headrace.orchestrator.billing.TicketBilling;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.store.AcceptanceStore;
import io.headrace.store.Database;

/**
 * How an orchestrator is paid in tickets: what it offers, what it accepts, and what it remembers of that over a restart.
 *
 * @param database of what was accepted
 */
record TicketTaking(OrchestratorSettings settings, NodeBase base, Settlement settlement, Database database) {

    /**
     * @param redeemer of what wins
     * @param log told of all that is taken and charged
     */
    TicketBilling billing(PriceBoards prices, Redeemer redeemer, WorkLog log) {
        var accepted = new AcceptanceStore(database);
        var signer = settlement.signer();
        var senders = new ChainSenders(
                settlement.chain(), signer.address(), redeemer::pending, base.ticker(), LastWord.Limits.USUAL);
        return new TicketBilling(
                signer,
                Signatures::signedBy,
                prices,
                tickets(cashier(accepted)),
                senders,
                new DurablePayments(accepted),
                redeemer,
                base.clock(),
                log);
    }

    private TicketBilling.Tickets tickets(Cashier cashier) {
        var self = settlement.signer().address();
        var rands = new RecipientRand(new Hmac(settings.data().sessionSecret(base.secrets())));
        var rule = settlement.terms().faceValues(settings.ticketValue());
        return new TicketBilling.Tickets(
                new TicketInspector(self, rands, Signatures::signedBy),
                new OfferDesk(self, rule, rands, base.secrets()),
                cashier);
    }

    /** With the accounts and nonces of before. */
    private Cashier cashier(AcceptanceStore accepted) {
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.of(settings.ticketValue())));
        long block = settlement.chain().blocks().time().block();
        accepted.recallInto(cashier, base.clock().instant(), block);
        return cashier;
    }
}
