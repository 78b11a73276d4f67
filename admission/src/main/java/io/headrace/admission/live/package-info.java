/** The working side of live sessions: a place, what is paid for it, and when it ends. */
@NullMarked
package io.headrace.admission.live;

import org.jspecify.annotations.NullMarked;
