/**
 * Pipeline {@code segment-anything-2}: objects cut out by their colours and edges. A classical method, which knows nothing of what
 * things are.
 */
@NullMarked
package io.headrace.models.batch.segment;

import org.jspecify.annotations.NullMarked;
