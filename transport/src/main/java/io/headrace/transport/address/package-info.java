/** Which network addresses may be connected to when somebody else chose them, and how a name stays what was checked. */
@NullMarked
package io.headrace.transport.address;

import org.jspecify.annotations.NullMarked;
