/** One job's story from several journals: ours, and those of the orchestrators that worked for it. */
@NullMarked
package io.headrace.admin.join;

import org.jspecify.annotations.NullMarked;
