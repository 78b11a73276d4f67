/** What stands in the bytes of coded pictures and sound: NAL units, parameter sets, ADTS headers. */
@NullMarked
package io.headrace.media.codec;

import org.jspecify.annotations.NullMarked;
