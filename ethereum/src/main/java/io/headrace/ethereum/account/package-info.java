/** One account's transactions. */
@NullMarked
package io.headrace.ethereum.account;

import org.jspecify.annotations.NullMarked;
