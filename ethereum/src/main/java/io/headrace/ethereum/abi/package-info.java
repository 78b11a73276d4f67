/** The protocol's contracts: one class for each, calls in and results and events out. */
@NullMarked
package io.headrace.ethereum.abi;

import org.jspecify.annotations.NullMarked;
