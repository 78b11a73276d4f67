/** What happened. */
@NullMarked
package io.headrace.journal;

import org.jspecify.annotations.NullMarked;
