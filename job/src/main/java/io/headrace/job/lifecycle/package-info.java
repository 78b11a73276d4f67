/** The words of a job's life: its transitions, their rows and their reasons. */
@NullMarked
package io.headrace.job.lifecycle;

import org.jspecify.annotations.NullMarked;
