/** The commands that start something. */
@NullMarked
package io.headrace.node.command;

import org.jspecify.annotations.NullMarked;
