/** A node's admin API: what it knows of its jobs and itself, and what an operator may have it do. */
@NullMarked
package io.headrace.admin;

import org.jspecify.annotations.NullMarked;
