/** The in-process chain. */
@NullMarked
package io.headrace.ledger;

import org.jspecify.annotations.NullMarked;
