package io.headrace.simulation.chain;

/** Mistakes put into the simulated programs on purpose, to see that the promises notice. */
public enum ChainMistake {
    /** What is sent again is sent with a fresh nonce. */
    NEW_NONCE_ON_RESEND,
    /** A transaction is sent and never stored. */
    SEND_UNSAVED,
    /** A winner is told to the queue and never stored. */
    WINNER_UNSAVED,
    /** A winner is closed at the first sight of its payment. */
    CLOSE_AT_FIRST_SIGHT,
    /** Transactions are sent whatever the spend guard says. */
    GUARD_IGNORED,
    /** After a restart the reward of the round under way is left to the next round. */
    REWARD_AWAITS_NEW_ROUND
}
