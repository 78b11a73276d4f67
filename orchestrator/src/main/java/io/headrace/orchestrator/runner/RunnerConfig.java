package io.headrace.orchestrator.runner;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.runner.registration.RegistrationRules;
import io.headrace.orchestrator.runner.registry.RunnerPace;
import io.headrace.orchestrator.runner.relay.RelayLimits;
import io.headrace.orchestrator.runner.session.SessionLimits;
import io.headrace.transport.address.AddressRules;
import java.time.Duration;

/**
 * How live runners are let in, paid and reached.
 *
 * @param payment for how long a session is paid ahead
 */
public record RunnerConfig(
        RegistrationRules registration, Duration payment, SessionLimits sessions, RelayLimits relay) {

    /** As existing nodes have it. */
    private static final Duration USUAL_PAYMENT = Duration.ofSeconds(5);

    public RunnerConfig {
        if (!payment.isPositive()) {
            throw new IllegalArgumentException("Sessions of live runners are paid ahead, not for " + payment);
        }
    }

    /**
     * The usual pace and limits.
     *
     * @param secret that runners show when they register
     * @param registering whether any may register that knows the secret; else only those that the operator names
     * @param addresses where runners may be
     */
    public static RunnerConfig of(WorkerSecret secret, boolean registering, AddressRules addresses) {
        return new RunnerConfig(
                new RegistrationRules(secret, registering, addresses, RunnerPace.DEFAULT),
                USUAL_PAYMENT,
                SessionLimits.DEFAULT,
                RelayLimits.DEFAULT);
    }

    public RunnerConfig with(RunnerPace pace) {
        var rules = registration;
        return new RunnerConfig(
                new RegistrationRules(rules.secret(), rules.open(), rules.addresses(), pace), payment, sessions, relay);
    }

    public RunnerConfig with(SessionLimits limits) {
        return new RunnerConfig(registration, payment, limits, relay);
    }

    public RunnerConfig with(RelayLimits limits) {
        return new RunnerConfig(registration, payment, sessions, limits);
    }

    public RunnerConfig paidFor(Duration interval) {
        return new RunnerConfig(registration, interval, sessions, relay);
    }
}
