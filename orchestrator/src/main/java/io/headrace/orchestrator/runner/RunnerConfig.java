package io.headrace.orchestrator.runner;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.address.AddressRules;
import java.time.Duration;

/**
 * How live runners are let in and reached.
 *
 * @param secret that they show when they register
 * @param registering whether any may register that knows the secret; else only those that the operator names
 * @param addresses where they may be
 */
public record RunnerConfig(WorkerSecret secret, boolean registering, AddressRules addresses, Pace pace, Limits limits) {

    /**
     * When things happen. Defaults are those of existing nodes.
     *
     * @param heartbeat what runners are told to keep to
     * @param timeToLive without a heartbeat
     * @param poll between two looks at the health of one that the operator named
     * @param patience with one such look
     * @param keepAlive between two signs of life that runners get
     * @param payment for how long a session is paid ahead
     */
    public record Pace(
            Duration heartbeat,
            Duration timeToLive,
            Duration poll,
            Duration patience,
            Duration keepAlive,
            Duration payment) {

        public static final Pace DEFAULT = new Pace(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5));

        public Pace {
            for (var each : new Duration[] {heartbeat, timeToLive, poll, patience, keepAlive, payment}) {
                if (!each.isPositive()) {
                    throw new IllegalArgumentException("A pace of live runners is above zero, not " + each);
                }
            }
        }
    }

    /**
     * What one client, one application or one session may take.
     *
     * @param requestBytes of the body of one call
     * @param answerBytes of its answer
     * @param untilAnswer from the beginning of a call to the head of its answer
     * @param wholeCall until its last byte
     * @param silence the longest in which neither side of a call or a tunnel says a word
     * @param callsOfSession under way at once, tunnels among them
     * @param tunnels of all sessions at once
     * @param channels of all sessions at once
     * @param proxiesOfSession generated addresses
     */
    public record Limits(
            long requestBytes,
            long answerBytes,
            Duration untilAnswer,
            Duration wholeCall,
            Duration silence,
            int callsOfSession,
            int tunnels,
            int channels,
            int proxiesOfSession) {

        public static final Limits DEFAULT = new Limits(
                1L << 30,
                1L << 36,
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                64,
                512,
                500,
                16);

        public Limits {
            if (requestBytes < 1
                    || answerBytes < 1
                    || !untilAnswer.isPositive()
                    || wholeCall.compareTo(untilAnswer) < 0
                    || !silence.isPositive()
                    || callsOfSession < 1
                    || tunnels < 0
                    || channels < 0
                    || proxiesOfSession < 0) {
                throw new IllegalArgumentException("Limits of a live runner: " + requestBytes + " bytes in, "
                        + answerBytes + " out, an answer within " + untilAnswer + ", whole within " + wholeCall
                        + ", silence of " + silence + ", " + callsOfSession + " calls, " + tunnels + " tunnels, "
                        + channels + " channels, " + proxiesOfSession + " proxies");
            }
        }
    }

    /** The usual pace and limits. */
    public static RunnerConfig of(WorkerSecret secret, boolean registering, AddressRules addresses) {
        return new RunnerConfig(secret, registering, addresses, Pace.DEFAULT, Limits.DEFAULT);
    }

    public RunnerConfig with(Pace other) {
        return new RunnerConfig(secret, registering, addresses, other, limits);
    }

    public RunnerConfig with(Limits other) {
        return new RunnerConfig(secret, registering, addresses, pace, other);
    }
}
