package io.headrace.chain;

import io.headrace.payments.CreationRound;

/**
 * Where the chain stands in its rounds (payments section 4.4).
 *
 * @param current the round that the latest block belongs to
 * @param initialized whether somebody began it; nothing can be redeemed before
 * @param last the last round that was begun, with its block hash
 * @param startBlock the first block of the current round
 * @param length blocks in a round
 */
public record RoundStatus(long current, boolean initialized, CreationRound last, long startBlock, long length) {

    public long endBlock() {
        return startBlock + length;
    }
}
