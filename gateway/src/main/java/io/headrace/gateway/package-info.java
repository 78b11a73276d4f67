/** Intake, dispatch, playback. */
@NullMarked
package io.headrace.gateway;

import org.jspecify.annotations.NullMarked;
