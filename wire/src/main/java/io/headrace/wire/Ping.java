package io.headrace.wire;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;

/** How an orchestrator finds out that it reaches itself by its public address (wire protocol section 4.6). */
public final class Ping {
    private Ping() {}

    /** What the answer signs as a personal message. */
    public static Hash256 signingHash(byte[] value) {
        return Keccak.hash(value);
    }
}
