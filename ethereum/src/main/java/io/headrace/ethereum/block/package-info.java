/** New blocks, and those that are taken back. */
@NullMarked
package io.headrace.ethereum.block;

import org.jspecify.annotations.NullMarked;
