/** The ways to have a runner: a child process or a container of ours, or one that somebody else keeps running. */
@NullMarked
package io.headrace.inference.source;

import org.jspecify.annotations.NullMarked;
