/** What paying takes: which offers to accept, how many tickets a unit needs, and what a session has spent. */
@NullMarked
package io.headrace.payments.sender;

import org.jspecify.annotations.NullMarked;
