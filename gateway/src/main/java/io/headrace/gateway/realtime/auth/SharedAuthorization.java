package io.headrace.gateway.realtime.auth;

import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import java.util.Optional;

/**
 * Who may is decided as for every other stream, by key or by webhook; what is made of a stream is what its address says.
 * Whoever may publish a stream may steer and watch it.
 */
public final class SharedAuthorization implements RealtimeAuthorization {

    private final StreamAuthorization publishers;
    private final RealtimeOrders orders;

    public SharedAuthorization(StreamAuthorization publishers, RealtimeConfig defaults) {
        this.publishers = publishers;
        this.orders = new RealtimeOrders(defaults);
    }

    @Override
    public Verdict authorize(RealtimeAsk ask) throws InterruptedException {
        return switch (publishers.authorize(asked(ask))) {
            case StreamAuthorization.Allowed(var order) -> orders.verdict(ask, order.name());
            case StreamAuthorization.NothingWanted(var name) -> orders.verdict(ask, name);
            case StreamAuthorization.Denied(var why) -> new Denied(why);
            case StreamAuthorization.Senseless(var why) -> new Denied(why);
        };
    }

    @Override
    public boolean admits(RealtimeAsk visit) throws InterruptedException {
        return switch (publishers.authorize(asked(visit))) {
            case StreamAuthorization.Allowed _, StreamAuthorization.NothingWanted _ -> true;
            case StreamAuthorization.Denied _, StreamAuthorization.Senseless _ -> false;
        };
    }

    /** All are asked for a key as publishers are. */
    private static StreamAsk asked(RealtimeAsk ask) {
        var via = ask.via() == RealtimeAsk.Via.RTMP ? StreamAsk.Via.RTMP : StreamAsk.Via.WHIP;
        return new StreamAsk(via, ask.url(), ask.stream(), ask.key(), Optional.empty());
    }
}
