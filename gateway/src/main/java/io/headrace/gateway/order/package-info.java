/** What clients ask of a gateway. */
@NullMarked
package io.headrace.gateway.order;

import org.jspecify.annotations.NullMarked;
