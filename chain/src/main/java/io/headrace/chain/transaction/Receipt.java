package io.headrace.chain.transaction;

import io.headrace.crypto.Hash256;

/**
 * That a transaction is in a block.
 *
 * @param hash which of those that share its nonce
 * @param succeeded false when the contract refused: the gas is spent and nothing else changed
 */
public record Receipt(Hash256 hash, long block, boolean succeeded) {}
