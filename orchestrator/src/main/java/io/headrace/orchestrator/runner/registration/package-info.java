/**
 * How runners come in, stay and leave, by heartbeat or by the operator's list, and how clients find them (real-time reference
 * sections 9.1, 9.2 and 9.4).
 */
@NullMarked
package io.headrace.orchestrator.runner.registration;

import org.jspecify.annotations.NullMarked;
