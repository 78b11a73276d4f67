/** Registered containers: what applications, orchestrators and gateways say to each other (pipelines section 5). */
@NullMarked
package io.headrace.wire.byoc;

import org.jspecify.annotations.NullMarked;
