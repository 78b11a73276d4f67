package io.headrace.crypto;

/** Says whether a personal message was signed by an address; real cryptography in a node, a stand-in within a simulation. */
@FunctionalInterface
public interface SignatureCheck {

    boolean signedBy(EthAddress signer, Hash256 message, Signature signature);
}
