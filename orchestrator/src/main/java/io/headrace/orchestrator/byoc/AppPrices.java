package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.CurrencyPrices;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What each application costs, in the currency in which it said so; in wei it moves with the rate. Any thread. */
public final class AppPrices {

    private final AppBilling billing;
    private final KnownRates rates;
    private final Map<String, CurrencyPrices> boards = new ConcurrentHashMap<>();

    AppPrices(AppBilling billing, KnownRates rates) {
        this.billing = billing;
        this.rates = rates;
    }

    /** @throws RefusedException when nobody knows what that currency is worth */
    void check(QuotedPrice quoted) throws RefusedException {
        if (billing.isPaid() && rates.of(quoted.currency()).isEmpty()) {
            throw new RefusedException(rates.lack(quoted.currency()));
        }
    }

    /** An offer under the former price stands for as long as it was made for. */
    void put(String account, QuotedPrice quoted) {
        long block = billing.block();
        boards.compute(account, (_, before) -> {
            if (before != null && before.change(quoted, block)) {
                return before;
            }
            return CurrencyPrices.open(quoted, Map.of(), rates, block).orElse(null);
        });
    }

    void remove(String account) {
        boards.remove(account);
    }

    /** Empty while nobody knows what it is in wei. */
    public Optional<PriceBoard> board(String account) {
        return Optional.ofNullable(boards.get(account)).map(CurrencyPrices::board);
    }

    /** What everybody is asked; empty off chain. */
    Optional<Price> asked(String account) {
        return billing.isPaid() ? board(account).flatMap(board -> board.of(EthAddress.ZERO)) : Optional.empty();
    }

    /** Looks at the rates. Called once in a while; blocks. */
    void requote() throws InterruptedException {
        for (var prices : boards.values()) {
            prices.requote(billing.block());
        }
    }
}
