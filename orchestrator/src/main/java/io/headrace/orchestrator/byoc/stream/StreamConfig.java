package io.headrace.orchestrator.byoc.stream;

import io.headrace.orchestrator.door.RunnerHost;
import io.headrace.trickle.TrickleLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * How streams of applications are hosted.
 *
 * @param most at once, of all applications together
 * @param trickle of their channels, which are apart from those of live sessions: applications of strangers cannot take
 *     the memory of these
 * @param runnerHost the authority in the addresses of the channels that applications are told, where
 *     they do not reach this node under the address that gateways use
 */
public record StreamConfig(
        int most, Charging charging, Patience patience, TrickleLimits trickle, Optional<RunnerHost> runnerHost) {

    /**
     * What a stream costs when, by the seconds that it runs.
     *
     * @param ahead for how long its sender must have paid before it begins
     * @param existing between two charges of existing gateways
     * @param ours between two charges of gateways of ours
     */
    public record Charging(Duration ahead, Duration existing, Duration ours) {
        public static final Charging DEFAULT =
                new Charging(Duration.ofSeconds(60), Duration.ofSeconds(23), Duration.ofSeconds(5));

        public Charging {
            if (!ahead.isPositive() || !existing.isPositive() || !ours.isPositive()) {
                throw new IllegalArgumentException("A stream is paid " + ahead + " ahead and charged every " + existing
                        + ", or every " + ours + " between ours");
            }
        }

        Duration interval(boolean isOurs) {
            return isOurs ? ours : existing;
        }
    }

    /**
     * How long a stream is waited for.
     *
     * @param look between two looks at its channels
     * @param app without a word of the application on any channel
     * @param gateway without a word of the gateway on any channel; existing ones say something every 10 s
     * @param start until the application has answered that it begins
     * @param stop until it has answered that it stops
     * @param lastWord for the gateway to read why a stream ended, before its channels are closed
     */
    public record Patience(
            Duration look, Duration app, Duration gateway, Duration start, Duration stop, Duration lastWord) {
        public static final Patience DEFAULT = new Patience(
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));

        public Patience {
            if (!look.isPositive()
                    || app.compareTo(look) < 0
                    || gateway.compareTo(look) < 0
                    || !start.isPositive()
                    || !stop.isPositive()
                    || lastWord.isNegative()) {
                throw new IllegalArgumentException("A stream is looked at every " + look + ", its application has "
                        + app + " and its gateway " + gateway + " to say something, " + start + " to start, " + stop
                        + " to stop; last words stay for " + lastWord);
            }
        }
    }

    /** Five channels each; a stream's channels are removed with it, so that they may lie idle for a day. */
    public static final StreamConfig DEFAULT = new StreamConfig(
            200,
            Charging.DEFAULT,
            Patience.DEFAULT,
            TrickleLimits.DEFAULT.withIdle(Duration.ofDays(1)),
            Optional.empty());

    public StreamConfig {
        if (most < 1) {
            throw new IllegalArgumentException("Room for " + most + " streams");
        }
    }

    public StreamConfig with(Patience other) {
        return new StreamConfig(most, charging, other, trickle, runnerHost);
    }

    public StreamConfig with(Charging other) {
        return new StreamConfig(most, other, patience, trickle, runnerHost);
    }

    public StreamConfig withMost(int other) {
        return new StreamConfig(other, charging, patience, trickle, runnerHost);
    }

    public StreamConfig withRunnerHost(String host) {
        return new StreamConfig(most, charging, patience, trickle, Optional.of(new RunnerHost(host)));
    }
}
