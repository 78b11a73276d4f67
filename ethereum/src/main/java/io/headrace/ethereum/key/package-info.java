/** Keys: where they lie, and who signs with them. */
@NullMarked
package io.headrace.ethereum.key;

import org.jspecify.annotations.NullMarked;
