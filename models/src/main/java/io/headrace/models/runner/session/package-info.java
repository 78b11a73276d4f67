/** One live session of a runner: channels in, a line of pictures, channels out. */
@NullMarked
package io.headrace.models.runner.session;

import org.jspecify.annotations.NullMarked;
