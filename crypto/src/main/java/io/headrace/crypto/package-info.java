/** Keccak, recoverable signatures, addresses and hashes. */
@NullMarked
package io.headrace.crypto;

import org.jspecify.annotations.NullMarked;
