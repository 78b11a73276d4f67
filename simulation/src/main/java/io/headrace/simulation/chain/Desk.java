package io.headrace.simulation.chain;

import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;

/** One of a process's businesses with the chain: the edge of one production machine. */
interface Desk {

    /** The chain was looked at. */
    void seen(HeadSeen head);

    /** A call of this process's account ended; perhaps another desk's. */
    void ended(CallId id, Result result);
}
