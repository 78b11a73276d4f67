/** Where finished units go. */
@NullMarked
package io.headrace.gateway.publication;

import org.jspecify.annotations.NullMarked;
