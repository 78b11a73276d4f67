package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.SpendRefused;
import io.headrace.crypto.EthAddress;
import io.headrace.gateway.discovery.HttpGet;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.pay.PriceCeiling;
import io.headrace.gateway.pay.WebhookRate;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.settlement.FundingFailed;
import io.headrace.node.settlement.LocalFunding;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The money of a gateway: what it pays from, and the most that it pays.
 *
 * @param payer empty off chain
 * @param rates of the currency that the most is written in
 */
record GatewayTreasury(GuardedAccount account, Optional<ChainPayer> payer, RateWatch rates, PriceCeiling ceiling)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayTreasury.class);

    static GatewayTreasury open(GatewaySettings settings, NodeBase base, ChainAccess access, GuardedAccount account)
            throws InterruptedException {
        account.chain().ifPresent(chain -> fund(settings, chain));
        var payer = account.settlement().map(known -> new ChainPayer(known.signer(), known.chain()));
        var rates = RateWatch.open(
                settings.maxPrice().map(PriceSettings::rates).orElse(RateSource.NONE),
                access,
                (url, client, clock) -> new WebhookRate(url, HttpGet.over(client), clock),
                base.host(),
                base.clock());
        var ceiling = settings.maxPrice()
                .map(most -> PriceCeiling.of(most.price(), rates.rates()))
                .orElse(PriceCeiling.NONE);
        return new GatewayTreasury(account, payer, rates.taking(rates.rates()::poll), ceiling);
    }

    /** Brings deposit and reserve up to what the operator wants there; what is there already still pays for work. */
    private static void fund(GatewaySettings settings, Chain chain) {
        try {
            LocalFunding.fund(chain, settings.deposit(), settings.reserve());
        } catch (FundingFailed | SpendRefused notFunded) {
            LOG.warn("{}", notFunded.getMessage());
        }
    }

    /** What pays for jobs, within the caps. */
    Optional<PayerAccount> paying() {
        return payer.map(account.desk()::guarding);
    }

    /** Zero off chain. */
    EthAddress address() {
        return payer.map(known -> known.signer().address()).orElse(EthAddress.ZERO);
    }

    @Override
    public void close() {
        payer.ifPresent(ChainPayer::close);
        rates.close();
    }
}
