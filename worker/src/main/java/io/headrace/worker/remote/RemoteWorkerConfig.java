package io.headrace.worker.remote;

import io.headrace.pipeline.Capabilities;
import java.net.URI;
import java.time.Duration;

/**
 * Whom a worker works for, and as whom.
 *
 * @param orchestrator {@code https://HOST:PORT}; {@code http} for one that listens without TLS
 * @param secret that both share
 * @param name by which the orchestrator's records call it: printable ASCII, 1 to 128 characters
 * @param pid of this process
 * @param capabilities what it offers; their version must satisfy the orchestrator's least one
 * @param queued tasks that may wait beyond the workshop's capacity; more are refused
 * @param closing how long closing a worker waits for what is at work
 */
public record RemoteWorkerConfig(
        URI orchestrator,
        String secret,
        String name,
        long pid,
        Capabilities capabilities,
        int queued,
        Backoff backoff,
        Duration closing) {

    private static final int MAX_NAME = 128;

    public RemoteWorkerConfig {
        if (orchestrator.getHost() == null || orchestrator.getPort() < 0) {
            throw new IllegalArgumentException("An orchestrator's address is https://HOST:PORT, not " + orchestrator);
        }
        if (secret.isBlank()) {
            throw new IllegalArgumentException("A worker needs the secret of its orchestrator; it is blank");
        }
        if (name.isBlank()
                || name.length() > MAX_NAME
                || !name.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new IllegalArgumentException("A worker's name has 1 to 128 printable ASCII characters: " + name);
        }
        if (queued < 0 || closing.isNegative()) {
            throw new IllegalArgumentException("Queued " + queued + ", closing within " + closing);
        }
    }

    /** @param address {@code HOST:PORT}, or with {@code https://} or {@code http://} before it */
    public static RemoteWorkerConfig of(
            String address, String secret, String name, long pid, Capabilities capabilities) {
        var uri = URI.create(address.contains("://") ? address : "https://" + address);
        return new RemoteWorkerConfig(
                uri, secret, name, pid, capabilities, 16, Backoff.DEFAULT, Duration.ofSeconds(10));
    }

    public RemoteWorkerConfig with(Backoff other) {
        return new RemoteWorkerConfig(orchestrator, secret, name, pid, capabilities, queued, other, closing);
    }

    public RemoteWorkerConfig closingWithin(Duration time) {
        return new RemoteWorkerConfig(orchestrator, secret, name, pid, capabilities, queued, backoff, time);
    }

    public RemoteWorkerConfig queueing(int tasks) {
        return new RemoteWorkerConfig(orchestrator, secret, name, pid, capabilities, tasks, backoff, closing);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RemoteWorkerConfig[" + name + " for " + orchestrator + "]";
    }
}
