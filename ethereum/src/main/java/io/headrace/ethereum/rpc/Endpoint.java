package io.headrace.ethereum.rpc;

import java.time.Duration;
import java.util.List;

/** One Ethereum node that can be asked. Any thread. */
public interface Endpoint {

    /** For messages. Without the path, in which providers expect the account's secret. */
    String name();

    /**
     * Asks once and blocks for the answer.
     *
     * @param parameters strings, booleans, lists and maps of them
     * @throws io.headrace.chain.ChainUnavailable only when the waiting thread is interrupted
     */
    Reply ask(String method, List<?> parameters, Duration limit);
}
