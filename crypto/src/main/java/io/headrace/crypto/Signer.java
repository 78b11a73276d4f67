package io.headrace.crypto;

/** Whoever holds a key: a key in memory, a key store, a remote service, or a cheap stand-in within a simulation. */
public interface Signer {

    EthAddress address();

    /** Signs the 32 bytes as an Ethereum personal message (EIP-191). */
    Signature sign(Hash256 message);
}
