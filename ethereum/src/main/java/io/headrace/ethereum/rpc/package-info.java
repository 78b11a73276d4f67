/** Ethereum nodes: their JSON-RPC, asked with failover. */
@NullMarked
package io.headrace.ethereum.rpc;

import org.jspecify.annotations.NullMarked;
