/** What being paid takes: making offers, examining tickets, keeping accounts, reserving credit for work. */
@NullMarked
package io.headrace.payments.recipient;

import org.jspecify.annotations.NullMarked;
