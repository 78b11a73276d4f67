package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.SpendRefused;
import io.headrace.inference.list.ModelPrice;
import io.headrace.journal.Journal;
import io.headrace.node.chain.Settlement;
import io.headrace.node.desk.LivePrice;
import io.headrace.node.settlement.LocalFunding;
import io.headrace.node.settlement.Redeemer;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PriceBoards;
import io.headrace.orchestrator.billing.TicketBilling;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.pipeline.PriceReference;
import io.headrace.store.Database;
import io.headrace.store.WinnerStore;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The money of an orchestrator: what it asks, what it accepted, what it redeems. */
final class OrchestratorTreasury implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorTreasury.class);

    private final Chain chain;
    private final OrchestratorDuties duties;
    private final LivePrice price;
    private final Redeemer redeemer;
    private final ChainKeeping keeping;
    private final WorkLog log;
    private final TicketBilling billing;

    /**
     * What it works with.
     *
     * @param rates of the currencies in which prices are written
     * @param listed what the operator's list of models asks, by gateway
     * @param database of winners, and of what was accepted
     */
    record Parts(
            RateWatch rates,
            Map<String, Map<PriceReference, ModelPrice>> listed,
            Database database,
            Journal journal,
            OrchestratorSight sight) {}

    OrchestratorTreasury(OrchestratorSettings settings, NodeBase base, Settlement settlement, Parts parts) {
        chain = settlement.chain();
        duties = settings.duties();
        price = price(settings, chain, parts.rates());
        redeemer = redeemer(base, settlement, parts);
        keeping = ChainKeeping.start(base.host(), chain, duties, parts.sight()::gasPrice);
        log = parts.sight().observed(new JournalWorkLog(parts.journal(), base.clock(), redeemer::nameJob));
        var boards = PriceBoards.same(price.board())
                .with(ListedPrices.of(parts.listed(), parts.rates().rates()));
        billing = new TicketTaking(settings, base, settlement, parts.database()).billing(boards, redeemer, log);
    }

    private static LivePrice price(OrchestratorSettings settings, Chain chain, RateWatch rates) {
        var price = LivePrice.open(
                settings.data(),
                settings.price().price(),
                rates.rates(),
                () -> chain.blocks().time().block());
        var _ = rates.taking(price::requote);
        return price;
    }

    private static Redeemer redeemer(NodeBase base, Settlement settlement, Parts parts) {
        return Redeemer.start(
                base.host(),
                settlement.chain(),
                new WinnerStore(parts.database()),
                parts.journal(),
                settlement.terms().redemption(),
                parts.sight().redemptions());
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
        keeping.close();
        redeemer.close();
    }
}
