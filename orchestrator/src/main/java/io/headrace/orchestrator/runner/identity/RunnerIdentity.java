package io.headrace.orchestrator.runner.identity;

import io.headrace.crypto.SecretSource;
import io.headrace.trickle.ChannelName;

/**
 * What a runner is given when it is first seen, and keeps until it leaves.
 *
 * @param id in addresses: {@code runner_qjhg77gp}, or its label
 * @param events the channel on which it is told of its sessions
 * @param keys by which it shows who it is
 */
public record RunnerIdentity(String id, ChannelName events, RunnerKeys keys) {

    public static RunnerIdentity draw(SecretSource secrets) {
        return draw(new UnguessedNames(secrets).runner(), secrets);
    }

    /** @param id of letters, digits, {@code _} and {@code -} */
    public static RunnerIdentity draw(String id, SecretSource secrets) {
        return new RunnerIdentity(
                id,
                new ChannelName(id + "-" + new UnguessedNames(secrets).channel()),
                new RunnerKeys(secrets.bytes(RunnerKeys.SEED_BYTES)));
    }
}
