package io.headrace.orchestrator.billing;

/**
 * What is asked for each kind of work. Any thread.
 *
 * @param units per encoded pixel of segments
 * @param live per pixel that comes in for live sessions
 */
public record PriceBoards(PriceBoard units, PriceBoard live) {

    /** One price for everything. */
    public static PriceBoards same(PriceBoard board) {
        return new PriceBoards(board, board);
    }

    PriceBoard of(String account) {
        return LiveAccount.isOne(account) ? live : units;
    }
}
