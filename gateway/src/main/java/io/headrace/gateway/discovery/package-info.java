/** Who could work for us: asked in the background, never on a unit's way. */
@NullMarked
package io.headrace.gateway.discovery;

import org.jspecify.annotations.NullMarked;
