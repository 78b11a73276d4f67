package io.headrace.ethereum.rpc;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Wei;

/**
 * What a node tells of a block.
 *
 * @param number counted by the chain that the node follows
 * @param settlementNumber the number by which offers expire and rounds begin: on a rollup the block of the chain below
 *     ({@code l1BlockNumber}), elsewhere the block's own (payments section 4.4)
 * @param baseFee wei per gas that every transaction of the block paid; zero on a chain that knows none
 */
public record BlockHeader(long number, long settlementNumber, Hash256 hash, Hash256 parent, Wei baseFee) {

    public boolean isChildOf(BlockHeader other) {
        return parent.equals(other.hash);
    }
}
