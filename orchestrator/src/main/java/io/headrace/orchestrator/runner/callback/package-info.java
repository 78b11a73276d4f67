/** What a runner may ask for one of its sessions: channels, addresses, its end (real-time reference section 9.7). */
@NullMarked
package io.headrace.orchestrator.runner.callback;

import org.jspecify.annotations.NullMarked;
