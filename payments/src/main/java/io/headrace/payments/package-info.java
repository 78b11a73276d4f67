/** What work costs. */
@NullMarked
package io.headrace.payments;

import org.jspecify.annotations.NullMarked;
