package io.headrace.orchestrator.runner.identity;

import io.headrace.crypto.SecretSource;

/**
 * Names that are drawn: of runners, which anybody may list, and of sessions and addresses, which only those know who were told.
 * Any thread.
 */
public record UnguessedNames(SecretSource secrets) {

    private static final int RUNNER_BYTES = 5;
    private static final int CHANNEL_BYTES = 10;
    private static final int SESSION_BYTES = 16;

    /** {@code runner_qjhg77gp}. */
    String runner() {
        return "runner_" + drawn(RUNNER_BYTES);
    }

    /** What follows a runner's id in the name of its own channel. */
    String channel() {
        return drawn(CHANNEL_BYTES) + "-o2r";
    }

    /** Whoever knows it may use the session. */
    public String session() {
        return "session_" + drawn(SESSION_BYTES);
    }

    /** Whoever knows it is led to a session's application. */
    public String proxy() {
        return "proxy_" + drawn(SESSION_BYTES);
    }

    private String drawn(int bytes) {
        return Base32.of(secrets.bytes(bytes));
    }
}
