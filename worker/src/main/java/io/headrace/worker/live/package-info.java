/** Live sessions, given to runners. */
@NullMarked
package io.headrace.worker.live;

import org.jspecify.annotations.NullMarked;
