package io.headrace.admin.metrics;

import java.time.Duration;

/** What a gateway tells of requests to models and does not write into its journal. Any thread; returns at once. */
@FunctionalInterface
public interface RequestTally {

    /** Of a node that takes no requests. */
    RequestTally NONE = _ -> {};

    /** @param own what the gateway itself took of a request that was answered, beside orchestrators and clients */
    void told(Duration own);
}
