package io.headrace.ethereum.rpc;

import java.time.Duration;

/** Whoever answers questions about a chain. Any thread; blocks. */
@FunctionalInterface
public interface JsonRpc {

    /**
     * @param limit for the answer, all attempts together
     * @throws RpcRefusal when a node refuses the call
     * @throws io.headrace.chain.ChainUnavailable when no node answers in time
     */
    <T> T ask(Question<T> question, Duration limit);
}
