/**
 * What a child does with media, on libav in its own process. A file of this package says which call of libav it is
 * about; timestamps are 1/90000 s wherever it can choose.
 *
 * <p>Whoever allocates native memory owns it and closes it; nothing is left to the collector.
 */
@NullMarked
package io.headrace.ffmpeg;

import org.jspecify.annotations.NullMarked;
