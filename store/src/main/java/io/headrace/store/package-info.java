/** What survives a restart. */
@NullMarked
package io.headrace.store;

import org.jspecify.annotations.NullMarked;
