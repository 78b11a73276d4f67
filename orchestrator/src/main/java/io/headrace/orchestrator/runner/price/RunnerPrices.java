package io.headrace.orchestrator.runner.price;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import io.headrace.wire.runner.RunnerPrice;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each runner costs. Runners say it in dollars, or in wei, which is ours; clients are told whole wei, rounded down
 * as existing nodes do [I-012], and are charged no more than that. Any thread; only {@link #requote} blocks.
 */
public final class RunnerPrices {

    private static final int MAX_DIGITS = 40;

    private final AppBilling billing;
    private final KnownRates rates;
    private final Map<String, Posted> posted = new ConcurrentHashMap<>();

    private record Posted(QuotedPrice quoted, Tariff tariff) {}

    public RunnerPrices(AppBilling billing, KnownRates rates) {
        this.billing = billing;
        this.rates = rates;
    }

    public boolean isPaid() {
        return billing.isPaid();
    }

    /** @throws RefusedException when it is none that can be asked here */
    public void check(Optional<RunnerPrice> asked) throws RefusedException {
        if (!billing.isPaid()) {
            return;
        }
        if (asked.isEmpty()) {
            throw new RefusedException("price_info is required: this orchestrator is paid");
        }
        var quoted = quoted(asked.get());
        var rate = rates.of(quoted.currency());
        if (rate.isEmpty()) {
            throw new RefusedException(rates.lack(quoted.currency()));
        }
        if (inWei(quoted, rate.get()).isEmpty()) {
            throw new RefusedException("invalid price_info.price");
        }
    }

    /** An offer under the former price stands for as long as it was made for. */
    public void put(String runner, Optional<RunnerPrice> checked) throws RefusedException {
        if (billing.isPaid() && checked.isPresent()) {
            var quoted = quoted(checked.get());
            var measure = Measure.of(checked.get().unit());
            posted.compute(runner, (_, before) -> {
                boolean same = before != null && before.tariff().measure() == measure;
                var board = same
                        ? before.tariff().board()
                        : new PriceBoard(now(quoted).orElse(Price.FREE));
                return written(new Posted(quoted, new Tariff(board, measure)));
            });
        }
    }

    public void remove(String runner) {
        posted.remove(runner);
    }

    /** What a session with a runner would cost just now. */
    public sealed interface Terms {
        record Free() implements Terms {}

        record Priced(Tariff tariff) implements Terms {}

        /** Nobody knows what its currency is worth. */
        record Unknown() implements Terms {}
    }

    public Terms terms(String runner) {
        if (!billing.isPaid()) {
            return new Terms.Free();
        }
        var price = asked(runner);
        if (price.isEmpty()) {
            return new Terms.Unknown();
        }
        return price.get().isFree()
                ? new Terms.Free()
                : tariff(runner).<Terms>map(Terms.Priced::new).orElseGet(Terms.Unknown::new);
    }

    /** Empty off chain. */
    public Optional<Tariff> tariff(String runner) {
        return Optional.ofNullable(posted.get(runner)).map(Posted::tariff);
    }

    /** What everybody is asked; empty off chain, and while it is not known. */
    public Optional<Price> asked(String runner) {
        return tariff(runner).flatMap(tariff -> tariff.board().of(EthAddress.ZERO));
    }

    /** As discovery has it. */
    public Optional<RunnerPrice> advertised(String runner) {
        return tariff(runner)
                .flatMap(tariff -> tariff.board()
                        .of(EthAddress.ZERO)
                        .map(price -> new RunnerPrice(
                                decimal(price.perUnit()),
                                "wei",
                                tariff.measure().advertised())));
    }

    private static BigDecimal decimal(Credit wei) {
        return wei.denominator().equals(BigInteger.ONE) ? new BigDecimal(wei.numerator()) : wei.rounded();
    }

    /** Looks at the rates. Called once in a while. */
    public void requote() throws InterruptedException {
        rates.poll();
        posted.values().forEach(this::written);
    }

    private Posted written(Posted price) {
        var board = price.tariff().board();
        now(price.quoted()).ifPresentOrElse(known -> board.change(known, billing.block()), board::takeDown);
        return price;
    }

    private Optional<Price> now(QuotedPrice quoted) {
        return rates.of(quoted.currency()).flatMap(rate -> inWei(quoted, rate));
    }

    private static QuotedPrice quoted(RunnerPrice asked) throws RefusedException {
        var amount = asked.amount();
        if (amount.precision() > MAX_DIGITS || Math.abs((long) amount.scale()) >= MAX_DIGITS) {
            throw new RefusedException("invalid price_info.price");
        }
        return QuotedPrice.parse(amount.toPlainString() + code(asked), units(asked.unit()));
    }

    private static String code(RunnerPrice asked) throws RefusedException {
        if (asked.isInDollars()) {
            return "USD";
        }
        if (asked.currency().equalsIgnoreCase("wei")) {
            return "WEI";
        }
        throw new RefusedException("price_info.currency must be usd");
    }

    /** For how many units the price is registered. */
    private static String units(RunnerPrice.Unit unit) {
        return switch (unit) {
            case HOUR -> "3600";
            case HOUR_OF_720P -> Long.toString(3_600 * Measure.PIXELS_OF_720P.unitsPerSecond());
            case SECOND, PIXEL_OF_720P, FIXED -> "1";
        };
    }

    /** Whole wei, unless that would be nothing; empty when nobody could be told of so much. */
    private static Optional<Price> inWei(QuotedPrice quoted, Rate rate) {
        try {
            var exact = quoted.at(rate).perUnit();
            var whole = exact.numerator().divide(exact.denominator());
            return Optional.of(new Price(whole.signum() == 0 ? exact : new Credit(whole, BigInteger.ONE)).portable());
        } catch (IllegalArgumentException tooMuch) {
            return Optional.empty();
        }
    }
}
