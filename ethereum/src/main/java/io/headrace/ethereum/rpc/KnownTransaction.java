package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;

/** A transaction that a node knows: in a block, or waiting for one. */
public record KnownTransaction(Hash256 hash, EthAddress from, long nonce, boolean mined) {}
