/** Where the output of a real-time stream goes: viewers, a playlist, files, other servers. */
@NullMarked
package io.headrace.gateway.realtime.output;

import org.jspecify.annotations.NullMarked;
