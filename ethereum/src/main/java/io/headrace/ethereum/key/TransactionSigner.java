package io.headrace.ethereum.key;

import io.headrace.crypto.Signer;

/**
 * Whoever holds an account's key and signs its transactions besides its messages. Any thread; may block when the key is
 * elsewhere.
 */
public interface TransactionSigner extends Signer {

    /** @throws SigningFailed when the key's holder cannot be asked, refuses, or signs something else */
    SignedTransaction sign(UnsignedTransaction transaction);
}
