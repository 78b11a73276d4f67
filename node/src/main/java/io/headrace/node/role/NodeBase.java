package io.headrace.node.role;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The real time, chance and secrets of a process: made here, once, and handed to everything else. */
public final class NodeBase implements AutoCloseable {

    private final SecureRandom chance = new SecureRandom();
    private final ThreadHost host = new ThreadHost(InstantSource.system(), chance);
    private final SecretSource secrets = SecretSource.system();

    public ThreadHost host() {
        return host;
    }

    public SecretSource secrets() {
        return secrets;
    }

    public InstantSource clock() {
        return InstantSource.system();
    }

    /** Nobody can foresee it. */
    public SecureRandom chance() {
        return chance;
    }

    public NanoTicker ticker() {
        return NanoTicker.system();
    }

    @Override
    public void close() {
        host.close();
    }
}
