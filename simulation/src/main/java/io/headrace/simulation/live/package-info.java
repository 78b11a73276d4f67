/** Live sessions on virtual time: streams, orchestrators that compute them and are paid while they do, and swaps. */
@NullMarked
package io.headrace.simulation.live;

import org.jspecify.annotations.NullMarked;
