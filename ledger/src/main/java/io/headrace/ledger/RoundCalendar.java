package io.headrace.ledger;

/**
 * Which round a block belongs to, as the contract counts (payments section 4.4): from one round whose first block is
 * known, by a fixed length.
 *
 * @param round a round that is known
 * @param startBlock its first block
 * @param length blocks in every round
 */
public record RoundCalendar(long round, long startBlock, long length) {

    public RoundCalendar {
        if (round < 0 || startBlock < 0 || length < 1) {
            throw new IllegalArgumentException("No rounds are counted from round " + round + " at block " + startBlock
                    + " with " + length + " blocks in each");
        }
    }

    long roundOf(long block) {
        return round + Math.floorDiv(block - startBlock, length);
    }

    long startOf(long ofRound) {
        return startBlock + (ofRound - round) * length;
    }
}
