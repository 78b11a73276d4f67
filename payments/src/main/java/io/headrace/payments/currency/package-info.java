/** Prices written in a currency: what they are in wei, at a rate that is asked for once in a while. */
@NullMarked
package io.headrace.payments.currency;

import org.jspecify.annotations.NullMarked;
