package io.headrace.ethereum.block;

import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.ChainEvent;

/** An event and where it stands. */
public record LoggedEvent(ChainEvent event, long block, Hash256 blockHash, Hash256 transaction) {}
