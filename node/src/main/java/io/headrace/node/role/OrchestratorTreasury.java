package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.journal.Journal;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PaymentStore;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.orchestrator.billing.TicketBilling;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.store.Database;

/** The money of an orchestrator: what it asks, what it accepted, what it redeems. */
final class OrchestratorTreasury implements AutoCloseable {

    private final Chain chain;
    private final TicketBilling billing;

    OrchestratorTreasury(
            OrchestratorSettings settings,
            NodeBase base,
            Chain chain,
            PrivateKey key,
            Database database,
            Journal journal,
            WorkLog log) {
        this.chain = chain;
        var rands = new RecipientRand(new Hmac(settings.data().sessionSecret(base.secrets())));
        var rule = new FixedMultipleRule(settings.ticketValue(), FixedMultipleRule.LOCAL_MULTIPLE);
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.of(settings.ticketValue())));
        billing = new TicketBilling(
                key,
                Signatures::signedBy,
                new PriceBoard(settings.price()),
                new TicketBilling.Tickets(
                        new TicketInspector(key.address(), rands, Signatures::signedBy),
                        new OfferDesk(key.address(), rule, rands, base.secrets()),
                        cashier),
                new ChainSenders(chain, key.address(), _ -> Wei.ZERO),
                PaymentStore.FORGETFUL,
                _ -> {},
                base.clock(),
                log);
    }

    Billing billing() {
        return billing;
    }

    /** Makes this orchestrator one that gateways of the local chain may pay. */
    void advertise(String serviceUri) {
        chain.services().register(serviceUri);
        if (chain.bonding().standing(chain.account()).stake().isZero()) {
            chain.bonding().bond(Tokens.whole(1_000));
        }
    }

    @Override
    public void close() {}
}
