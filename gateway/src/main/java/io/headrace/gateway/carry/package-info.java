/** Children that carry streams for a gateway, kept alive while they are wanted. */
@NullMarked
package io.headrace.gateway.carry;

import org.jspecify.annotations.NullMarked;
