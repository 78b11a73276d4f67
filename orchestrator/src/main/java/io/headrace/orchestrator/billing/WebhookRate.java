package io.headrace.orchestrator.billing;

import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.Rate;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.wire.RateAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** A rate that a web service tells. Any thread. */
public record WebhookRate(URI webhook, HttpClient client, InstantSource clock) implements ExchangeRate {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Rate ask() throws IOException, InterruptedException {
        var limits = new HttpCall.Limits(PATIENCE, PATIENCE, RateAnswer.MAX_BYTES);
        try (var answer = client.send(HttpCall.get(webhook, limits))) {
            if (answer.status() != 200) {
                throw new IOException(webhook + " answered " + answer.status() + " when asked for a rate");
            }
            return RateAnswer.parse(answer.readAll(), clock.instant());
        }
    }
}
