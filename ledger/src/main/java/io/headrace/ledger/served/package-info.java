/** The ledger for other processes of the same machine: JSON over HTTP on loopback. */
@NullMarked
package io.headrace.ledger.served;

import org.jspecify.annotations.NullMarked;
