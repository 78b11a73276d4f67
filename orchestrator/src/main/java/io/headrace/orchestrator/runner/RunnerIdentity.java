package io.headrace.orchestrator.runner;

import io.headrace.crypto.SecretSource;
import io.headrace.trickle.ChannelName;

/**
 * What a runner is given when it is first seen, and keeps until it leaves.
 *
 * @param id in addresses: {@code runner_qjhg77gp}, or its label
 * @param events the channel on which it is told of its sessions
 */
record RunnerIdentity(String id, ChannelName events, RunnerKeys keys) {

    private static final String PREFIX = "runner_";
    private static final int ID_BYTES = 5;
    private static final int CHANNEL_BYTES = 10;

    static RunnerIdentity draw(SecretSource secrets) {
        return draw(PREFIX + Base32.of(secrets.bytes(ID_BYTES)), secrets);
    }

    /** @param id of letters, digits, {@code _} and {@code -} */
    static RunnerIdentity draw(String id, SecretSource secrets) {
        return new RunnerIdentity(
                id,
                new ChannelName(id + "-" + Base32.of(secrets.bytes(CHANNEL_BYTES)) + "-o2r"),
                new RunnerKeys(secrets.bytes(RunnerKeys.SEED_BYTES)));
    }
}
