/**
 * The money of one session: what is asked of its client, what it shows, and what is set aside and charged while the session lasts
 * (real-time reference section 9.6).
 */
@NullMarked
package io.headrace.orchestrator.runner.payment;

import org.jspecify.annotations.NullMarked;
