package io.headrace.simulation.chain;

/** What can go wrong on a chain, at the endpoints in front of it and in the processes that use it. Each is counted. */
public enum ChainFault {
    /** A process dies between two things it does; the next one has only what was stored. */
    PROCESS_KILLED,
    /** A process dies with a winner or a transaction that it was about to store. */
    KILLED_BEFORE_SAVE,
    /** A process dies with a transaction that is stored and was not sent, or a winner that the queue does not know. */
    KILLED_BEFORE_SEND,
    /** A process dies right after it sent a transaction. */
    KILLED_AFTER_SEND,
    /** The latest blocks are taken back and others take their place. */
    REORGANISED,
    /** What waits for a block is forgotten by all endpoints. */
    POOL_DROPPED,
    /** The base fee rises above every ceiling for some blocks. */
    GAS_SPIKE,
    /** Somebody else begins a round, once, and does not look after it. */
    ROUND_BEGUN_BY_ANOTHER,
    /** A sender unlocks, and takes back what its winners should be paid from. */
    SENDER_UNLOCKED,
    /** An endpoint takes a transaction and forgets it. */
    TRANSACTION_LOST,
    /** An endpoint does not answer; perhaps it did what it was asked. */
    ENDPOINT_HUNG,
    /** An endpoint answers with an error; perhaps it did what it was asked. */
    ENDPOINT_ERROR,
    /** An endpoint is a few blocks behind with everything. */
    HEAD_STALE,
    /** An endpoint counts an account's nonces as of some blocks ago. */
    NONCE_STALE,
    /** An endpoint knows no receipt of what is mined. */
    MINED_UNKNOWN,
    /** An endpoint still shows blocks that were taken back. */
    DROPPED_SHOWN,
    /** An endpoint says that everybody's account and deposit are empty. */
    BALANCE_WRONG
}
