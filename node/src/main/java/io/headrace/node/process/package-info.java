/** Roles as processes of their own, started again when they die. */
@NullMarked
package io.headrace.node.process;

import org.jspecify.annotations.NullMarked;
