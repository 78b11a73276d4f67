/** The ways to have a runner: a child process of ours, or one that somebody else keeps running. */
@NullMarked
package io.headrace.inference.source;

import org.jspecify.annotations.NullMarked;
