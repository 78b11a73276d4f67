package io.headrace.gateway.pay;

import io.headrace.gateway.discovery.HttpGet;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.Rate;
import io.headrace.wire.RateAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** A rate that a web service tells. Any thread. */
public record WebhookRate(URI webhook, HttpGet http, InstantSource clock) implements ExchangeRate {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Rate ask() throws IOException, InterruptedException {
        return RateAnswer.parse(http.get(webhook, PATIENCE, RateAnswer.MAX_BYTES), clock.instant());
    }
}
