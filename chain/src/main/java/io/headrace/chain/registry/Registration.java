package io.headrace.chain.registry;

import io.headrace.crypto.EthAddress;

/**
 * An orchestrator of the active set and what it wrote into the service registry (payments sections 4.5 and 4.8).
 *
 * @param uri as it was written: nobody checked that it is an address; empty when nothing was, or something longer than
 *     {@link #MAX_URI}
 * @param readAt the block as of which it was read
 */
public record Registration(EthAddress orchestrator, String uri, long readAt) {

    /** In characters; the contract has no limit. */
    public static final int MAX_URI = 2_048;

    public Registration {
        if (uri.length() > MAX_URI || readAt < 0) {
            throw new IllegalArgumentException(
                    "A registration of %d characters, read at block %d".formatted(uri.length(), readAt));
        }
    }
}
