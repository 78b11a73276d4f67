/** A chain for development: anvil, and the contracts put on it. */
@NullMarked
package io.headrace.ethereum.dev;

import org.jspecify.annotations.NullMarked;
