/** Access units in and out of MPEG transport streams (ISO/IEC 13818-1). */
@NullMarked
package io.headrace.media.ts;

import org.jspecify.annotations.NullMarked;
