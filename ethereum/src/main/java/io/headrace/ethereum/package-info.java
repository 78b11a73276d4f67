/** The real chain behind the ports of settlement. */
@NullMarked
package io.headrace.ethereum;

import org.jspecify.annotations.NullMarked;
