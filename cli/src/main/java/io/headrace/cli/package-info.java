/** The commands that talk to a running node. */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
