/** Live runners: what applications, orchestrators and their clients say to each other (real-time reference section 9). */
@NullMarked
package io.headrace.wire.runner;

import org.jspecify.annotations.NullMarked;
