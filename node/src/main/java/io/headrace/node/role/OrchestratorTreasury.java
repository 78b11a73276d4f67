package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.SpendRefused;
import io.headrace.chain.Tokens;
import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.journal.Journal;
import io.headrace.node.desk.LivePrice;
import io.headrace.node.settlement.DurablePayments;
import io.headrace.node.settlement.LocalFunding;
import io.headrace.node.settlement.Redeemer;
import io.headrace.node.settlement.RewardListener;
import io.headrace.node.settlement.Rewarder;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.TicketBilling;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.store.AcceptanceStore;
import io.headrace.store.Database;
import io.headrace.store.WinnerStore;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The money of an orchestrator: what it asks, what it accepted, what it redeems. */
final class OrchestratorTreasury implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorTreasury.class);
    private static final Tokens STAKE = Tokens.whole(1_000);

    private final Chain chain;
    private final Redeemer redeemer;
    private final Rewarder rewarder;
    private final WorkLog log;
    private final TicketBilling billing;
    private final LivePrice price;

    OrchestratorTreasury(
            OrchestratorSettings settings,
            NodeBase base,
            Chain chain,
            PrivateKey key,
            Database database,
            Journal journal,
            OrchestratorSight sight) {
        this.chain = chain;
        price = LivePrice.open(
                settings.data(), settings.price(), () -> chain.blocks().time().block());
        redeemer = Redeemer.start(
                base.host(), chain, new WinnerStore(database), journal, RedemptionLimits.LOCAL, sight.redemptions());
        rewarder = Rewarder.start(base.host(), chain, RewardListener.SILENT);
        var rands = new RecipientRand(new Hmac(settings.data().sessionSecret(base.secrets())));
        var rule = new FixedMultipleRule(settings.ticketValue(), FixedMultipleRule.LOCAL_MULTIPLE);
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.of(settings.ticketValue())));
        var accepted = new AcceptanceStore(database);
        accepted.recallInto(
                cashier, base.clock().instant(), chain.blocks().time().block());
        log = sight.observed(new JournalWorkLog(journal, base.clock(), redeemer::nameJob));
        billing = new TicketBilling(
                key,
                Signatures::signedBy,
                price.board(),
                new TicketBilling.Tickets(
                        new TicketInspector(key.address(), rands, Signatures::signedBy),
                        new OfferDesk(key.address(), rule, rands, base.secrets()),
                        cashier),
                new ChainSenders(chain, key.address(), redeemer::pending),
                new DurablePayments(accepted),
                redeemer,
                base.clock(),
                log);
    }

    WorkLog log() {
        return log;
    }

    LivePrice price() {
        return price;
    }

    Billing billing() {
        return billing;
    }

    /** Makes this orchestrator one that gateways of the local chain may pay. */
    void advertise(String serviceUri) {
        try {
            LocalFunding.register(chain, URI.create(serviceUri), STAKE);
        } catch (SpendRefused refused) {
            LOG.warn("Stake and address are left as they are: {}", refused.getMessage());
        }
    }

    @Override
    public void close() {
        rewarder.close();
        redeemer.close();
    }
}
