/** A film in, a film out: decoded, worked on picture by picture, and encoded, its sound kept. */
@NullMarked
package io.headrace.models.batch.film;

import org.jspecify.annotations.NullMarked;
