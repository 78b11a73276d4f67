package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.SpendRefused;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Signatures;
import io.headrace.inference.list.ModelPrice;
import io.headrace.journal.Journal;
import io.headrace.node.chain.Settlement;
import io.headrace.node.desk.LivePrice;
import io.headrace.node.settlement.DurablePayments;
import io.headrace.node.settlement.LocalFunding;
import io.headrace.node.settlement.Redeemer;
import io.headrace.node.settlement.RewardListener;
import io.headrace.node.settlement.Rewarder;
import io.headrace.node.settlement.RoundKeeper;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PriceBoards;
import io.headrace.orchestrator.billing.TicketBilling;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.pipeline.PriceReference;
import io.headrace.store.AcceptanceStore;
import io.headrace.store.Database;
import io.headrace.store.WinnerStore;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The money of an orchestrator: what it asks, what it accepted, what it redeems. */
final class OrchestratorTreasury implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorTreasury.class);

    private final Chain chain;
    private final OrchestratorDuties duties;
    private final Redeemer redeemer;
    private final Optional<Rewarder> rewarder;
    private final Optional<RoundKeeper> rounds;
    private final WorkLog log;
    private final TicketBilling billing;
    private final LivePrice price;

    /** @param listed what the operator's list of models asks, by gateway */
    OrchestratorTreasury(
            OrchestratorSettings settings,
            NodeBase base,
            Settlement settlement,
            RateWatch rates,
            Map<String, Map<PriceReference, ModelPrice>> listed,
            Database database,
            Journal journal,
            OrchestratorSight sight) {
        chain = settlement.chain();
        duties = settings.duties();
        var self = settlement.signer().address();
        price = LivePrice.open(
                settings.data(),
                settings.price().price(),
                rates.rates(),
                () -> chain.blocks().time().block());
        var _ = rates.taking(price::requote);
        redeemer = Redeemer.start(
                base.host(),
                chain,
                new WinnerStore(database),
                journal,
                settlement.terms().redemption(),
                sight.redemptions());
        rewarder = duties.callsReward()
                ? Optional.of(Rewarder.start(
                        base.host(), chain, RewardListener.SILENT, duties.maxGasPrice(), sight::gasPrice))
                : Optional.empty();
        rounds = duties.roundDelay().map(delay -> RoundKeeper.start(base.host(), chain, delay, duties.maxGasPrice()));
        var rands = new RecipientRand(new Hmac(settings.data().sessionSecret(base.secrets())));
        var rule = settlement.terms().faceValues(settings.ticketValue());
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.of(settings.ticketValue())));
        var accepted = new AcceptanceStore(database);
        accepted.recallInto(
                cashier, base.clock().instant(), chain.blocks().time().block());
        log = sight.observed(new JournalWorkLog(journal, base.clock(), redeemer::nameJob));
        billing = new TicketBilling(
                settlement.signer(),
                Signatures::signedBy,
                PriceBoards.same(price.board()).with(ListedPrices.of(listed, rates.rates())),
                new TicketBilling.Tickets(
                        new TicketInspector(self, rands, Signatures::signedBy),
                        new OfferDesk(self, rule, rands, base.secrets()),
                        cashier),
                new ChainSenders(chain, self, redeemer::pending, base.ticker(), LastWord.Limits.USUAL),
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

    AppBilling appBilling() {
        return billing;
    }

    /** Makes this orchestrator one that gateways may pay, where its operator leaves that to it. */
    void advertise(String serviceUri) {
        if (duties.bond().isZero()) {
            return;
        }
        try {
            LocalFunding.register(chain, URI.create(serviceUri), duties.bond());
        } catch (SpendRefused refused) {
            LOG.warn("Stake and address are left as they are: {}", refused.getMessage());
        }
    }

    @Override
    public void close() {
        rounds.ifPresent(RoundKeeper::close);
        rewarder.ifPresent(Rewarder::close);
        redeemer.close();
    }
}
