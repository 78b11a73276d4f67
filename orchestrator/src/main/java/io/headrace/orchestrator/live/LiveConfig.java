package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveLimits;
import io.headrace.orchestrator.door.RunnerHost;
import io.headrace.trickle.TrickleLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * How live sessions are hosted.
 *
 * @param trickle of all sessions together; sessions remove their channels themselves, so that these may lie idle for as
 *     long as a session stands by
 * @param runnerHost {@code host} or {@code host:port} in the addresses of the channels that runners are told, where they
 *     do not reach this node under the address that gateways use; empty for that address
 */
public record LiveConfig(LiveLimits limits, TrickleLimits trickle, Optional<RunnerHost> runnerHost) {

    private static final Duration LEAST_IDLE = Duration.ofDays(1);

    /** A thousand channels are those of a hundred sessions. */
    public static final LiveConfig DEFAULT =
            new LiveConfig(LiveLimits.DEFAULT, TrickleLimits.DEFAULT.withIdle(LEAST_IDLE), Optional.empty());

    public LiveConfig {
        if (trickle.idle().compareTo(LEAST_IDLE) < 0) {
            throw new IllegalArgumentException("Channels are removed after " + trickle.idle()
                    + " without a byte, but a session may stand by for " + LEAST_IDLE);
        }
    }

    public LiveConfig with(LiveLimits other) {
        return new LiveConfig(other, trickle, runnerHost);
    }

    public LiveConfig with(TrickleLimits other) {
        return new LiveConfig(limits, other, runnerHost);
    }

    public LiveConfig withRunnerHost(String host) {
        return new LiveConfig(limits, trickle, Optional.of(new RunnerHost(host)));
    }
}
