package io.headrace.ethereum.key;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signature;

/** A key in this process's memory. */
public record LocalKey(PrivateKey key) implements TransactionSigner {

    @Override
    public EthAddress address() {
        return key.address();
    }

    @Override
    public Signature sign(Hash256 message) {
        return key.sign(message);
    }

    @Override
    public SignedTransaction sign(UnsignedTransaction transaction) {
        return transaction.with(key.signDigest(transaction.digest()));
    }
}
