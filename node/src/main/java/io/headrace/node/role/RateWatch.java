package io.headrace.node.role;

import io.headrace.chain.ChainUnavailable;
import io.headrace.machine.Host;
import io.headrace.node.chain.ChainAccess;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.RateLimits;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the currency of a node's price is worth, looked at now and then beside the work. Nobody who asks {@link #rates}
 * waits for anybody; why there is none is logged once.
 */
final class RateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateWatch.class);

    /** How often it is looked whether the rate is to be asked for, and prices are written anew. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** Such services are of the web: their certificates are real. */
    private static final ClientConfig TO_SERVICES =
            new ClientConfig(ClientConfig.Trust.AUTHORITIES, Duration.ofSeconds(5), Duration.ofMinutes(1), 4, 64);

    private final Host host;
    private final KnownRates rates;
    private final Optional<HttpClient> http;
    private volatile Optional<String> said = Optional.empty();
    private volatile boolean closed;

    private RateWatch(Host host, KnownRates rates, Optional<HttpClient> http) {
        this.host = host;
        this.rates = rates;
        this.http = http;
    }

    /** How a role asks a web service. */
    @FunctionalInterface
    interface Web {
        ExchangeRate at(URI url, HttpClient client, InstantSource clock);
    }

    /** What is done at each look; asking for the rate is part of it. */
    @FunctionalInterface
    interface Look {
        void look() throws InterruptedException;
    }

    /**
     * Asks for the rate once, and waits for the answer.
     *
     * @throws ChainUnavailable when the feed is a contract and the chain has none
     */
    static RateWatch open(RateSource source, ChainAccess chain, Web web, Host host, InstantSource clock)
            throws InterruptedException {
        var watch = switch (source) {
            case RateSource.None _ -> new RateWatch(host, KnownRates.NATIVE, Optional.empty());
            case RateSource.Fixed(var rate) -> asking(ExchangeRate.fixed(rate, clock), host, clock);
            case RateSource.Feed(var contract) ->
                asking(
                        chain.rate(contract)
                                .orElseThrow(() -> new ChainUnavailable(
                                        "The price feed " + contract
                                                + " is a contract, and this node's chain has none:"
                                                + " give --eth-url",
                                        false)),
                        host,
                        clock);
            case RateSource.Webhook(var url) -> {
                var client = HttpClient.start(TO_SERVICES);
                yield new RateWatch(host, known(web.at(url, client, clock), clock), Optional.of(client));
            }
        };
        watch.take(watch.rates()::poll);
        return watch;
    }

    private static RateWatch asking(ExchangeRate rate, Host host, InstantSource clock) {
        return new RateWatch(host, known(rate, clock), Optional.empty());
    }

    private static KnownRates known(ExchangeRate rate, InstantSource clock) {
        return new KnownRates(Optional.of(new KeptRate(rate, RateLimits.DEFAULT, clock)));
    }

    KnownRates rates() {
        return rates;
    }

    /** Takes that look now and then, from one period on. Without effect where no rate is ever asked for. */
    RateWatch taking(Look look) {
        if (rates.feed().isPresent()) {
            later(look);
        }
        return this;
    }

    private void later(Look look) {
        if (!closed) {
            var _ = host.after(PERIOD, () -> {
                if (!closed) {
                    Thread.ofVirtual().name("rate watch").start(() -> beside(look));
                }
            });
        }
    }

    private void beside(Look look) {
        try {
            take(look);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (ChainUnavailable silent) {
            LOG.debug("Prices are written anew later: {}", silent.getMessage());
        } finally {
            later(look);
        }
    }

    private void take(Look look) throws InterruptedException {
        look.look();
        var problem = rates.feed().flatMap(KeptRate::problem);
        if (!problem.equals(said)) {
            problem.ifPresentOrElse(
                    why -> LOG.warn("The rate of the price's currency is not renewed: {}", why),
                    () -> LOG.info("The rate of the price's currency is told again"));
            said = problem;
        }
    }

    @Override
    public void close() {
        closed = true;
        http.ifPresent(HttpClient::close);
    }
}
