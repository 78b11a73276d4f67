/** Runners: what computes a model, however it is had, asked and watched in one way. */
@NullMarked
package io.headrace.inference;

import org.jspecify.annotations.NullMarked;
