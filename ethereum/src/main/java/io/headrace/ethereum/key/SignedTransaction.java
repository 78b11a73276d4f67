package io.headrace.ethereum.key;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.ethereum.rpc.HexData;

/**
 * A transaction as it is sent.
 *
 * @param raw what a node takes
 */
public record SignedTransaction(UnsignedTransaction transaction, HexData raw) {

    /** By which it can be found again. */
    public Hash256 hash() {
        return Keccak.hash(raw.bytes());
    }
}
