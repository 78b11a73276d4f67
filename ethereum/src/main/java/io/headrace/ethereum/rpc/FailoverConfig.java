package io.headrace.ethereum.rpc;

import java.time.Duration;

/**
 * When an endpoint is passed over.
 *
 * @param chainId the chain that all endpoints must follow
 * @param maxLagBlocks by how many blocks an endpoint's head may be behind the best one
 * @param firstRest how long an endpoint rests after a failure; doubled with each further one in a row
 */
public record FailoverConfig(long chainId, long maxLagBlocks, Duration firstRest, Duration longestRest) {

    public FailoverConfig {
        if (chainId <= 0 || maxLagBlocks < 1 || firstRest.isNegative() || longestRest.compareTo(firstRest) < 0) {
            throw new IllegalArgumentException("Chain " + chainId + ", a lag of " + maxLagBlocks
                    + " blocks, resting between " + firstRest + " and " + longestRest);
        }
    }

    /** A lag of twenty blocks; rests from half a second to a minute. */
    public static FailoverConfig of(long chainId) {
        return new FailoverConfig(chainId, 20, Duration.ofMillis(500), Duration.ofMinutes(1));
    }
}
