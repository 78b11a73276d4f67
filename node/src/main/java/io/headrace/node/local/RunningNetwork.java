package io.headrace.node.local;

import java.net.URI;

/** A local network that takes jobs, in one process or in several. */
public interface RunningNetwork extends AutoCloseable {

    /** The gateway's public API. */
    URI gatewayUri();

    /** Where everybody is, for the ready file. */
    ReadyFile.Network view();

    /** Ends everything, children included. */
    @Override
    void close();
}
