/** {@code headrace run}: one request to a pipeline, watched, and its result brought home. */
@NullMarked
package io.headrace.cli.run;

import org.jspecify.annotations.NullMarked;
