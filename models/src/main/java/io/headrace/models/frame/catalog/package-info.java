/** Which pipelines a runner has. */
@NullMarked
package io.headrace.models.frame.catalog;

import org.jspecify.annotations.NullMarked;
