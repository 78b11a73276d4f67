package io.headrace.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.cli.CommandFailed;
import io.headrace.crypto.EthAddress;
import io.headrace.node.role.PriceSettings;
import io.headrace.node.role.RateSource;
import io.headrace.payments.Price;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prices in a currency and who tells its rate, as operators say it. */
class RateOptionsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String FEED = "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612";

    @Command
    private static final class Role implements Runnable {
        @CommandLine.Mixin
        final RateOptions rates = new RateOptions();

        @Override
        public void run() {}
    }

    private static PriceSettings settings(String price, String... words) {
        var role = new Role();
        new CommandLine(role).parseArgs(words);
        return role.rates.settings("--price", price, () -> NOW);
    }

    @ParameterizedTest
    @CsvSource({"1200, 1200, 1", "1/3, 1, 3", "0.25, 1, 4"})
    void isInWeiWithoutACurrency(String typed, long wei, long pixels) {
        assertThat(settings(typed)).isEqualTo(PriceSettings.inWei(Price.of(wei, pixels)));
    }

    @Test
    void isForSoManyPixels() {
        var settings = settings("0.5USD", "-pixelsPerUnit", "1e12", "-priceFeedAddr", FEED);

        assertThat(settings.price()).isEqualTo(QuotedPrice.parse("0.5USD", "1e12"));
        assertThat(settings.price().currency()).isEqualTo(Currency.of("usd"));
        assertThat(settings.rates()).isEqualTo(new RateSource.Feed(EthAddress.parse(FEED)));
    }

    @Test
    void takesAWebServiceForAFeed() {
        assertThat(settings("1", "--price-feed-url", "https://rates.test/").rates())
                .isEqualTo(new RateSource.Webhook(URI.create("https://rates.test/")));
    }

    @Test
    void takesWhatOneEthCosts() {
        assertThat(settings("1", "--fixed-rate", "2000.5usd").rates())
                .isEqualTo(new RateSource.Fixed(Rate.ofPair("ETH / USD", new BigDecimal("2000.5"), NOW)));
    }

    @Test
    void takesOneSourceAlone() {
        assertThatThrownBy(() -> settings("1", "--fixed-rate", "2000USD", "--price-feed", FEED))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("give one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "cheap, 1, 2000USD, --price cheap",
        "1USD, 0, 2000USD, above zero",
        "1/3, 1e12, 2000USD, --price 1/3",
        "1, 1, USD2000, --fixed-rate",
        "1, 1, 0USD, --fixed-rate",
        "1, 1, 1ETH, must be ETH"
    })
    void saysWhatIsWrong(String price, String pixels, String rate, String sentence) {
        assertThatThrownBy(() -> settings(price, "--pixels-per-unit", pixels, "--fixed-rate", rate))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(sentence);
    }
}
