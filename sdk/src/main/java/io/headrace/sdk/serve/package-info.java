/** A pipeline as a server. */
@NullMarked
package io.headrace.sdk.serve;

import org.jspecify.annotations.NullMarked;
