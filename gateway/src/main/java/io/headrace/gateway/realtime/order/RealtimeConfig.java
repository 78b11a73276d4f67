package io.headrace.gateway.realtime.order;

import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.payments.Price;
import java.time.Duration;
import java.util.Optional;

/**
 * What real-time streams get when nobody says otherwise.
 *
 * @param model the pipeline of streams that name none; empty relays them
 * @param maxPrice the most that is paid per pixel
 * @param maxStreams under way at once
 * @param maxViewers of one stream at once
 * @param grace for a publisher to come back
 */
public record RealtimeConfig(
        String model, Standby standby, Optional<Price> maxPrice, int maxStreams, int maxViewers, Duration grace) {

    public static final RealtimeConfig DEFAULT =
            new RealtimeConfig("", Standby.WARM, Optional.empty(), 100, 50, Duration.ofSeconds(15));

    public RealtimeConfig {
        if (maxStreams < 1 || maxViewers < 1 || !grace.isPositive()) {
            throw new IllegalArgumentException(
                    maxStreams + " streams of " + maxViewers + " viewers, a grace of " + grace);
        }
    }
}
