/** Requests that are answered once, on the working side: whoever has a place for one, and what becomes of it. */
@NullMarked
package io.headrace.admission.batch;

import org.jspecify.annotations.NullMarked;
