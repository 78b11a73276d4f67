package io.headrace.transport;

import io.headrace.transport.address.HostNames;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How a client connects.
 *
 * @param connect within which TCP and TLS must be up
 * @param idle after which an unused connection is closed
 * @param connectionsPerPeer HTTP/1.1 connections to one host and port
 * @param queuedPerPeer requests that wait for one of them; more fail at once
 * @param elapsed nanoseconds from an arbitrary origin, which never go backwards; the time of a call is told by them
 * @param names looks up the hosts that are connected to
 */
public record ClientConfig(
        Trust trust,
        Duration connect,
        Duration idle,
        int connectionsPerPeer,
        int queuedPerPeer,
        LongSupplier elapsed,
        HostNames names) {
    /** Whose certificates are believed. */
    public enum Trust {
        /** Anybody's: nodes of the network sign their own, and prove who they are by Ethereum signatures. */
        ANYBODY,
        /** Those that the platform trusts: web services outside the network. */
        AUTHORITIES
    }

    /** For talking to nodes of the network. */
    public static final ClientConfig FOR_NODES =
            new ClientConfig(Trust.ANYBODY, Duration.ofSeconds(2), Duration.ofMinutes(1), 256, 1_024);

    /** For talking to services of the operator's or of the web: their certificates are real. */
    public static final ClientConfig FOR_SERVICES =
            new ClientConfig(Trust.AUTHORITIES, Duration.ofSeconds(5), Duration.ofMinutes(1), 64, 1_024);

    /** By the time of this machine, and the names that it knows. */
    public ClientConfig(Trust trust, Duration connect, Duration idle, int connectionsPerPeer, int queuedPerPeer) {
        this(trust, connect, idle, connectionsPerPeer, queuedPerPeer, System::nanoTime, HostNames.system());
    }

    public ClientConfig {
        if (connect.isNegative() || connect.isZero() || connectionsPerPeer <= 0 || queuedPerPeer < 0) {
            throw new IllegalArgumentException("Connecting within " + connect + ", " + connectionsPerPeer
                    + " connections, " + queuedPerPeer + " queued");
        }
    }

    public ClientConfig with(LongSupplier other) {
        return new ClientConfig(trust, connect, idle, connectionsPerPeer, queuedPerPeer, other, names);
    }

    public ClientConfig with(HostNames other) {
        return new ClientConfig(trust, connect, idle, connectionsPerPeer, queuedPerPeer, elapsed, other);
    }
}
