/** The paying side of the lifecycle: one owner per job decides about its sessions, its units and their order. */
@NullMarked
package io.headrace.job;

import org.jspecify.annotations.NullMarked;
