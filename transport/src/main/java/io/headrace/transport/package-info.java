/** HTTP/1.1, HTTP/2 and gRPC on one TLS port. */
@NullMarked
package io.headrace.transport;

import org.jspecify.annotations.NullMarked;
