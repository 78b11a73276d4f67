package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.node.role.PriceSettings;
import io.headrace.node.role.RateSource;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** For how many pixels a price is, and who tells what its currency is worth. */
final class RateOptions {

    private static final Pattern FRACTION = Pattern.compile("\\d{1,40}/\\d{0,39}[1-9]\\d{0,39}");
    private static final Pattern PER_ETH = Pattern.compile("(\\d{1,40}(?:\\.\\d{1,40})?)([A-Za-z][A-Za-z0-9]{0,15})");

    @Option(
            names = {"--pixels-per-unit", "-pixelsPerUnit"},
            paramLabel = "N",
            defaultValue = "1",
            description = "for how many pixels the price is: 1, 1e12 (default: ${DEFAULT-VALUE})")
    private String units = "1";

    @Option(
            names = {"--price-feed", "-priceFeedAddr"},
            paramLabel = "ADDRESS",
            description = "a price feed on the chain of --eth-url, which tells what the price's currency is worth")
    private Optional<String> feed = Optional.empty();

    @Option(
            names = "--price-feed-url",
            paramLabel = "URL",
            description = "a web service that tells it, instead of --price-feed")
    private Optional<URI> webhook = Optional.empty();

    @Option(
            names = "--fixed-rate",
            paramLabel = "AMOUNT",
            description = "what one ETH costs, as 2000USD, once and for all, instead of a feed")
    private Optional<String> fixed = Optional.empty();

    /**
     * @param option by which the price is given
     * @param price {@code 1200}, {@code 1/3}, {@code 0.5USD}
     * @throws CommandFailed when it is no price, or more than one source of the rate is named
     */
    PriceSettings settings(String option, String price, InstantSource clock) {
        return new PriceSettings(quoted(option, price), rates(clock));
    }

    private QuotedPrice quoted(String option, String price) {
        try {
            return FRACTION.matcher(price).matches() && units.equals("1")
                    ? QuotedPrice.of(new Price(Credit.parse(price)))
                    : QuotedPrice.parse(price, units);
        } catch (IllegalArgumentException wrong) {
            throw wrong(option + " " + price + " for " + units + " pixels: " + wrong.getMessage());
        }
    }

    private RateSource rates(InstantSource clock) {
        var named = Stream.of(
                        feed.<RateSource>map(text -> new RateSource.Feed(ChainOptions.address(text))),
                        webhook.<RateSource>map(RateSource.Webhook::new),
                        fixed.<RateSource>map(text -> new RateSource.Fixed(rate(text, clock))))
                .flatMap(Optional::stream)
                .toList();
        if (named.size() > 1) {
            throw wrong("--price-feed, --price-feed-url and --fixed-rate each tell the rate: give one of them");
        }
        return named.isEmpty() ? RateSource.NONE : named.getFirst();
    }

    private static Rate rate(String text, InstantSource clock) {
        var parts = PER_ETH.matcher(text);
        if (!parts.matches()) {
            throw wrong("--fixed-rate takes what one ETH costs, as 2000USD, not '" + text + "'");
        }
        try {
            return Rate.ofPair("ETH / " + parts.group(2), new BigDecimal(parts.group(1)), clock.instant());
        } catch (IllegalArgumentException noRate) {
            throw wrong("--fixed-rate " + text + ": " + noRate.getMessage());
        }
    }

    private static CommandFailed wrong(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }
}
