/** Text as the language of existing nodes reads and prints it: JSON, quoted words, durations. */
@NullMarked
package io.headrace.wire.text;

import org.jspecify.annotations.NullMarked;
