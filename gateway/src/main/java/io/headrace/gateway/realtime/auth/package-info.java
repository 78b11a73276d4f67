/** Who may publish, steer and watch a real-time stream, and what is made of it (real-time reference sections 2.1 and 3.1). */
@NullMarked
package io.headrace.gateway.realtime.auth;

import org.jspecify.annotations.NullMarked;
