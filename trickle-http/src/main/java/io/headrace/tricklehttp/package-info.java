/** Trickle over HTTP: the routes of a server, and publishers and subscribers that call one. */
@NullMarked
package io.headrace.tricklehttp;

import org.jspecify.annotations.NullMarked;
