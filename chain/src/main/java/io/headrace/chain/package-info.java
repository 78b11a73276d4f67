/** What settlement is. */
@NullMarked
package io.headrace.chain;

import org.jspecify.annotations.NullMarked;
