package io.headrace.wire;

/**
 * Leave to write to an object store, in the form in which it travels (wire protocol sections 2.4 and 2.5). Nothing of
 * it is interpreted here.
 *
 * @param signature of the policy: a secret until it expires
 */
public record StoragePolicy(
        Kind kind, String host, String key, String policy, String signature, String credential, String date) {
    public enum Kind {
        /** The orchestrator's own store. */
        DIRECT,
        S3,
        GOOGLE
    }

    @Override
    public String toString() {
        return kind + " " + host + "/" + key;
    }
}
