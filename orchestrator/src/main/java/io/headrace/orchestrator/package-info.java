/** Advertise, price, serve. */
@NullMarked
package io.headrace.orchestrator;

import org.jspecify.annotations.NullMarked;
