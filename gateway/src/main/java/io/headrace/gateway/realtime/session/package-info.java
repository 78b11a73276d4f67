/** Live sessions of a stream: their job, who computes them, who stands by, and what is paid for them. */
@NullMarked
package io.headrace.gateway.realtime.session;

import org.jspecify.annotations.NullMarked;
