/** The network's contract, byte for byte. */
@NullMarked
package io.headrace.wire;

import org.jspecify.annotations.NullMarked;
