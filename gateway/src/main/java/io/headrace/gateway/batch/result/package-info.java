/** The files of answers, kept for a while and served to whoever knows their address. */
@NullMarked
package io.headrace.gateway.batch.result;

import org.jspecify.annotations.NullMarked;
