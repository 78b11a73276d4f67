package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;

/**
 * Where an orchestrator will stand in the contract's list, sorted by stake: a hint that saves the contract a walk. A
 * wrong one costs gas and harms nobody (payments section 4.5).
 */
public record Position(EthAddress before, EthAddress after) {

    /** Lets the contract search. */
    public static final Position UNKNOWN = new Position(EthAddress.ZERO, EthAddress.ZERO);
}
