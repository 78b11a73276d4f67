/**
 * Work for registered containers: a client's request goes to an orchestrator that offers the container, is paid by the
 * second, and comes back as it is (pipelines section 5).
 */
@NullMarked
package io.headrace.gateway.byoc;

import org.jspecify.annotations.NullMarked;
