package io.headrace.node.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.dev.Deployment;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.payments.Price;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.QuotedPrice;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A price feed on a real EVM, asked over the node's own chain access. */
class ContractRateTest {

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private @Nullable AnvilHost anvil;
    private @Nullable EthereumAccess access;
    private EthAddress feed = EthAddress.ZERO;

    @BeforeEach
    void start() {
        var chain = AnvilHost.startOrSkip();
        anvil = chain;
        var deployed = Deployment.deploy(chain.owner(), Map.of("priceFeedAnswer", "200000000000"));
        feed = deployed.of("PriceFeed");
        access = EthereumAccess.open(
                EthereumSettings.development(chain.url(), deployed.controller().at()), host, NanoTicker.system());
    }

    @AfterEach
    void end() {
        if (access != null) {
            access.close();
        }
        if (anvil != null) {
            anvil.close();
        }
        host.close();
    }

    @Test
    void tellsWhatADollarIsWorthInWei() throws Exception {
        var rate = at(feed).ask();

        assertThat(rate.currency()).isEqualTo(Currency.of("USD"));
        assertThat(QuotedPrice.parse("0.5USD", "1e12").at(rate)).isEqualTo(Price.of(250, 1));
    }

    @Test
    void saysThatAnotherContractIsNoFeed() {
        var token = requireNonNull(access).contracts().token().at();

        assertThatThrownBy(() -> at(token).ask())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("price feed at " + token);
    }

    private ExchangeRate at(EthAddress contract) {
        return requireNonNull(access).rate(contract).orElseThrow();
    }
}
