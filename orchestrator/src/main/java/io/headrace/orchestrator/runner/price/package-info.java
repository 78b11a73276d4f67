/** What a runner asks, in its currency and in wei, and by what its sessions are measured. */
@NullMarked
package io.headrace.orchestrator.runner.price;

import org.jspecify.annotations.NullMarked;
