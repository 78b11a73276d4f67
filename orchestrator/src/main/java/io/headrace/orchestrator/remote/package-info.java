/** Workers in processes of their own, at the end of the network's worker protocol (wire protocol section 8). */
@NullMarked
package io.headrace.orchestrator.remote;

import org.jspecify.annotations.NullMarked;
