/** The money of one session, guarded. */
@NullMarked
package io.headrace.gateway.pay;

import org.jspecify.annotations.NullMarked;
