/** Turning winners into money: when to redeem which, and what to do when the chain says no. */
@NullMarked
package io.headrace.chain.redemption;

import org.jspecify.annotations.NullMarked;
