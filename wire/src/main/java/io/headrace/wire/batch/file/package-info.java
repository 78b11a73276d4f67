/** What the first bytes of an uploaded file say about it. */
@NullMarked
package io.headrace.wire.batch.file;

import org.jspecify.annotations.NullMarked;
