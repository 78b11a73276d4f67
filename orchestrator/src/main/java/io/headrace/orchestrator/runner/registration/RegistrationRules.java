package io.headrace.orchestrator.runner.registration;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.runner.registry.RunnerPace;
import io.headrace.transport.address.AddressRules;

/**
 * Who may register, and how it is watched.
 *
 * @param secret that runners show when they register
 * @param open whether any may register that knows the secret; else only those that the operator names
 * @param addresses where runners may be
 */
public record RegistrationRules(WorkerSecret secret, boolean open, AddressRules addresses, RunnerPace pace) {}
