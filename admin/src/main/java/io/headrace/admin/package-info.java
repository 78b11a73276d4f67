/** A node's admin API. */
@NullMarked
package io.headrace.admin;

import org.jspecify.annotations.NullMarked;
