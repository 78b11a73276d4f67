/** An account's transactions on their way into the chain: nonces, fees, replacements, and what may be spent at all. */
@NullMarked
package io.headrace.chain.transaction;

import org.jspecify.annotations.NullMarked;
