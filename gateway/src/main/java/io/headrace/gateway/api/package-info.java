/** The gateway's public HTTP API. */
@NullMarked
package io.headrace.gateway.api;

import org.jspecify.annotations.NullMarked;
