/** Who may publish a stream, and what is made of it (wire protocol section 3.9). */
@NullMarked
package io.headrace.gateway.live.auth;

import org.jspecify.annotations.NullMarked;
