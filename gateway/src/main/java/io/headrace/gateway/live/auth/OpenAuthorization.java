package io.headrace.gateway.live.auth;

import io.headrace.gateway.live.LiveConfig;

/** Everybody may publish: for a gateway that only its own machine can reach. */
public record OpenAuthorization(LiveConfig defaults) implements StreamAuthorization {

    @Override
    public Verdict authorize(StreamAsk ask) {
        return new StreamOrders(defaults).verdict(ask);
    }
}
