/**
 * One more door into the registry: applications that say every few seconds that they are alive, and are reached through this
 * orchestrator only (real-time reference section 9). Its rooms, each of which knows those before it alone:
 *
 * <pre>
 * answer, identity, price   words of refusals; names and secrets; what a runner asks
 * registry                  who is there: a pure machine
 * registration              how runners come in, stay and are found
 * payment                   the money of a session
 * session                   a client's stay with a runner
 * callback, relay           what the runner wants for it; the way through to the application
 * </pre>
 */
@NullMarked
package io.headrace.orchestrator.runner;

import org.jspecify.annotations.NullMarked;
