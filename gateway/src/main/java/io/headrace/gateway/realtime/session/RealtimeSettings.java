package io.headrace.gateway.realtime.session;

import java.time.Duration;

/**
 * How a live session is held.
 *
 * @param interval how far ahead those are paid who charge what flows
 * @param publisher how long the publisher may be silent
 * @param watch how often it is looked whether a payment is due
 * @param refresh how often an orchestrator is asked anew while no payment tells how it is
 * @param calm after one began to serve, before another is sought to stand by: starting one beside it costs viewers time
 * @param pause before another is sought to stand by, when nobody could be had
 */
public record RealtimeSettings(
        Duration interval, Duration publisher, Duration watch, Duration refresh, Duration calm, Duration pause) {

    public static final RealtimeSettings USUAL = new RealtimeSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    public RealtimeSettings {
        if (!interval.isPositive() || !publisher.isPositive() || !watch.isPositive()) {
            throw new IllegalArgumentException(
                    "Interval %s, publisher %s, watch %s: each must be positive".formatted(interval, publisher, watch));
        }
        if (!refresh.isPositive() || !calm.isPositive() || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "Refresh %s, calm %s, pause %s: each must be positive".formatted(refresh, calm, pause));
        }
    }
}
